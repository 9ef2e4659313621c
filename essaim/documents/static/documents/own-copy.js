// The copy of a text that this browser keeps, to read and write it without network.
import { IndexeddbPersistence } from "../vendor/editor/cowriting.js"
import { keptName, wrote, wroteIn } from "./kept.js"

export class OwnCopy {
  #copy
  #name

  /** Throws where nothing may be kept: a shared device, a private window. */
  constructor(documentId, member, doc) {
    this.#name = keptName(documentId, member)
    this.#copy = new IndexeddbPersistence(this.#name, doc)
  }

  /** What `OwnWords` knows from earlier visits, and where it keeps what it learns. */
  get words() { return { seen: wroteIn(this.#name), remember: (client, clock) => wrote(this.#name, client, clock) } }

  destroy() { this.#copy.destroy() }

  /** `act` once what was kept is in the document. */
  whenRead(act) { this.#copy.once("synced", act) }
}
