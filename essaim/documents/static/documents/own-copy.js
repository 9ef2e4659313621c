// The copy of a text that this browser keeps, and the Yjs clients it wrote under: without network, nobody else knows them.
import { IndexeddbPersistence } from "../vendor/editor/cowriting.js"
import { keptName, wrote, wroteIn } from "./kept.js"

export class OwnCopy {
  #name
  #copy
  #doc
  #known = new Set()

  /** Throws where nothing may be kept: a shared device, a private window. */
  constructor(documentId, member, doc) {
    this.#name = keptName(documentId, member)
    this.#doc = doc
    this.#copy = new IndexeddbPersistence(this.#name, doc)
    doc.on("update", this.#wrote)
  }

  destroy() {
    this.#doc.off("update", this.#wrote)
    this.#copy.destroy()
  }

  /** `act` once what was kept is in the document. */
  whenRead(act) { this.#copy.once("synced", act) }

  /** Tell the server under which clients this person wrote here before, so that their words are theirs. */
  tell(provider) {
    const before = wroteIn(this.#name)
    if (before.length) provider.sendStateless(JSON.stringify({ wrote: before }))
  }

  #wrote = (update, origin, doc, { local }) => {
    if (!local || this.#known.has(doc.clientID)) return
    this.#known.add(doc.clientID)
    wrote(this.#name, doc.clientID)
  }
}
