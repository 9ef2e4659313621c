// A page opened once can be read and written again without network, where the browser allows it (HTTPS, or this machine).
import { mayKeep } from "../base/js/may-keep.js"

/** Ask the browser to keep the pages of this seat, unless the device is shared. */
export function keepsPages(page) {
  const { worker } = page.dataset
  if (!worker || !mayKeep() || !isSecureContext || !navigator.serviceWorker) return
  navigator.serviceWorker.register(worker).then(async () => {
    const { active } = await navigator.serviceWorker.ready
    // The first visit was made before there was a keeper: it is told what this page is made of.
    const parts = performance.getEntriesByType("resource").map(({ name }) => name)
    active.postMessage({ keep: [location.href, ...parts] })
  }).catch(() => {}) // no keeper: everything works but a reload without network
}
