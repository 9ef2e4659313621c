// Keeps the pages of one seat that were opened, so that they open again without network. Served under the seat's own
// address: it sees nothing else. Online, the network always answers first; what it no longer gives is forgotten.
const KEPT = `essaim:${new URL(self.registration.scope).pathname}`
const isOurs = (url) => url.origin === location.origin
const isStatic = (url) => isOurs(url) && url.pathname.startsWith("/static/")
const isPicture = (url) => isOurs(url) && /\/pictures\/[0-9a-f-]{36}$/.test(url.pathname)
const plain = (address) => Object.assign(new URL(address), { hash: "" }).href

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("message", (event) => {
  const { keep = [] } = event.data ?? {}
  event.waitUntil(Promise.all(keep.map(plain).map((address) => keepOne(address))))
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || !isOurs(url)) return
  if (isStatic(url)) event.respondWith(keptFirst(request))
  else if (request.mode === "navigate" || isPicture(url)) event.respondWith(networkFirst(request))
})

async function keepOne(address) {
  const url = new URL(address)
  const isPage = address.startsWith(self.registration.scope)
  if (!isOurs(url) || (!isStatic(url) && !isPage) || /\/(live|ws|token)$/.test(url.pathname)) return
  const cache = await caches.open(KEPT)
  if (isStatic(url) && await cache.match(address)) return
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null)
  const isPageItself = !isPage || isPicture(url) || answer?.headers.get("Content-Type")?.startsWith("text/html")
  if (answer?.ok && !answer.redirected && isPageItself) await cache.put(address, answer)
}

async function keptFirst(request) {
  const cache = await caches.open(KEPT)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function networkFirst(request) {
  const cache = await caches.open(KEPT)
  const address = plain(request.url)
  try {
    const answer = await fetch(request)
    const isKnown = await cache.match(address)
    if (isKnown && answer.ok && !answer.redirected) await cache.put(address, answer.clone())
    else if (isKnown && [401, 403, 404, 410].includes(answer.status)) await cache.delete(address)
    else if (answer.ok && isPicture(new URL(address))) await cache.put(address, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match(address)
    if (kept) return kept
    throw error
  }
}
