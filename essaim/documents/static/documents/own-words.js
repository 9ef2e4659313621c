// What this person wrote here, and under which Yjs clients; and what of it would vanish without anybody meaning it.
// Whoever takes a passage away, or makes a title or a list of it (which writes it anew), takes along what others wrote in
// it meanwhile. Words that nobody else can have seen yet are put back after it.
import { Y } from "../vendor/editor/cowriting.js"

// Words are seen by all some time after the server has them: a change made before that was made without them.
const SEEN_AFTER_MS = 3000
const PUT_BACK = Symbol("words put back")

export class OwnWords {
  #doc
  #remember
  #body
  #told
  #seen
  #timers = new Set()

  /**
   * `seen`: [[client, clock]] of earlier visits, and `remember(client, clock)` where this browser keeps them; `body`: the
   * shared text to watch; `told()` when words were put back.
   */
  constructor(doc, { seen = [], remember = () => {}, body, told } = {}) {
    this.#doc = doc
    this.#remember = remember
    this.#body = body
    this.#told = told
    this.#seen = new Map(seen)
    doc.on("update", this.#wrote)
    if (body) doc.on("afterTransaction", this.#look)
  }

  destroy() {
    this.#doc.off("update", this.#wrote)
    this.#doc.off("afterTransaction", this.#look)
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /** Tell the server under which clients this person wrote here before, so that their words are theirs. */
  tell(provider) {
    const before = [...this.#seen.keys()]
    if (before.length) provider.sendStateless(JSON.stringify({ wrote: before }))
  }

  /** The server has all that was written here until now. */
  saved() {
    const clocks = [...this.#seen.keys()].map((client) => [client, Y.getState(this.#doc.store, client)])
    if (clocks.every(([client, clock]) => this.#seen.get(client) === clock)) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      for (const [client, clock] of clocks) this.#keep(client, clock)
    }, SEEN_AFTER_MS)
    this.#timers.add(timer)
  }

  #keep(client, clock) {
    this.#seen.set(client, clock)
    this.#remember(client, clock)
  }

  #wrote = (update, origin, { clientID }, { local }) => {
    if (local && !this.#seen.has(clientID)) this.#keep(clientID, 0)
  }

  #look = (transaction) => {
    if (transaction.local) return
    const found = takenAway(transaction, this.#body, this.#seen)
    // The transaction is not over: what is put back is one of its own.
    if (found.length) queueMicrotask(() => this.#putBack(found))
  }

  #putBack(found) {
    this.#doc.transact(() => {
      for (const { words, after } of found) {
        const place = after ? this.#body.toArray().findIndex((one) => one._item === after) + 1 : 0
        const line = new Y.XmlElement("paragraph")
        line.insert(0, [new Y.XmlText(words)])
        this.#body.insert(place, [line])
      }
    }, PUT_BACK)
    this.#told?.()
  }
}

/**
 * The words of ours past what all have `seen` (client → clock) that a transaction of others took away: [{words, after}],
 * `after` being what now stands before their place in `body`, or null.
 */
export function takenAway(transaction, body, seen) {
  const tops = new Map()
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
    if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString)) return
    const { client, clock } = item.id
    if (!seen.has(client) || clock >= (transaction.beforeState.get(client) ?? 0)) return
    const words = item.content.str.slice(Math.max(0, seen.get(client) - clock))
    const top = topOf(item, body)
    if (!words || !top) return
    const before = tops.get(top) ?? { words: "", end: null }
    const follows = before.end && item.origin && Y.compareIDs(item.origin, before.end)
    tops.set(top, { words: before.words + (before.words && !follows ? " " : "") + words, end: item.lastId })
  })
  return [...tops].filter(([, { words }]) => words.trim()).map(([top, { words }]) => ({ words, after: standingBefore(top) }))
}

function topOf(item, body) {
  let top = item
  while (top && top.parent !== body) top = top.parent?._item ?? null
  return top
}

function standingBefore(item) {
  let place = item
  while (place?.deleted) place = place.left
  return place
}
