/** What was typed and not yet acknowledged, kept on the phone. `storage` is a Storage; keys are ours alone. */
const PREFIX = "essaim:draft:"

export class Drafts {
  constructor(storage, place) { [this.storage, this.place] = [storage, PREFIX + place + ":"] }

  keep(key, fields) {
    if (Object.values(fields).some((values) => values.length)) this.#write(key, { fields })
    else this.forget(key)
  }

  of(key) { return this.#read(key)?.fields ?? null }

  /** The form left for the server; we do not know yet whether it arrived. */
  sent(key, input) {
    const draft = this.#read(key)
    if (draft) this.#write(key, { ...draft, sent: input || "?" })
  }

  /** The server answered as it does only after keeping it: everything that had been sent is safe. */
  settle() {
    for (const key of this.#keys()) if (this.#read(key)?.sent) this.forget(key)
  }

  forget(key) { try { this.storage.removeItem(this.place + key) } catch { /* no storage, nothing kept */ } }

  /** Leaving clears what the phone kept. */
  forgetAll() { for (const key of this.#keys()) this.forget(key) }

  #keys() {
    try {
      return Object.keys(this.storage).filter((name) => name.startsWith(this.place)).map((name) => name.slice(this.place.length))
    } catch { return [] }
  }

  #read(key) { try { return JSON.parse(this.storage.getItem(this.place + key)) } catch { return null } }

  #write(key, draft) { try { this.storage.setItem(this.place + key, JSON.stringify(draft)) } catch { /* full or refused */ } }
}
