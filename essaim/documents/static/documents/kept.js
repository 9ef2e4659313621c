// What this browser keeps of texts to survive a lost network; `forget` empties it, for whoever leaves a shared device.
import { keepNothing, mayKeep } from "../base/js/may-keep.js"

const LIST = "essaim-texts"
const CLIENTS = "essaim-wrote:"
const MOST_CLIENTS = 60
const names = () => JSON.parse(localStorage.getItem(LIST) || "[]")

/** The name under which this browser keeps a member's copy of a document; remembered so that it can be forgotten. */
export function keptName(documentId, member) {
  if (!mayKeep()) throw new Error("this device is shared: it keeps nothing")
  const name = `essaim-text:${documentId}:${member}`
  if (!names().includes(name)) localStorage.setItem(LIST, JSON.stringify([...names(), name]))
  return name
}

/** The Yjs clients under which this browser wrote in the copy called `name`, and up to where all have seen it: [[client, clock]]. */
export function wroteIn(name) {
  try { return JSON.parse(localStorage.getItem(CLIENTS + name) || "[]") } catch { return [] }
}

export function wrote(name, client, clock) {
  const others = wroteIn(name).filter(([one]) => one !== client)
  try { localStorage.setItem(CLIENTS + name, JSON.stringify([...others, [client, clock]].slice(-MOST_CLIENTS))) } catch { /* full or refused */ }
}

/** Delete every kept text and page; with `isShared`, keep none from now on. Pages still open keep theirs until closed. */
export async function forget({ isShared = false } = {}) {
  if (isShared) keepNothing()
  for (const name of names()) localStorage.removeItem(CLIENTS + name)
  const texts = names().map((name) => new Promise((done) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => done()
  }))
  const pages = isSecureContext && navigator.serviceWorker
    ? [caches.keys().then((all) => Promise.all(all.filter((name) => name.startsWith("essaim:")).map((name) => caches.delete(name)))),
       navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))]
    : []
  await Promise.all([...texts, ...pages])
  localStorage.removeItem(LIST)
}
