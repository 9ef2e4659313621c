// What this browser keeps of texts to survive a lost network; `forget` empties it, for whoever leaves a shared device.
const LIST = "essaim-texts"
const names = () => JSON.parse(localStorage.getItem(LIST) || "[]")

/** The name under which this browser keeps a member's copy of a document; remembered so that it can be forgotten. */
export function keptName(documentId, member) {
  const name = `essaim-text:${documentId}:${member}`
  if (!names().includes(name)) localStorage.setItem(LIST, JSON.stringify([...names(), name]))
  return name
}

/** Delete every kept text. Pages that still have one open keep it until they are closed. */
export async function forget() {
  await Promise.all(names().map((name) => new Promise((done) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => done()
  })))
  localStorage.removeItem(LIST)
}
