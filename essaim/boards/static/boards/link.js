// A board's Yjs document in this browser: joined to the others, kept without network, each person's gestures undone apart.
import { HocuspocusProvider, Y } from "../vendor/editor/cowriting.js"
import { followNetwork } from "../documents/network.js"
import { OwnCopy } from "../documents/own-copy.js"
import { OwnWords } from "../documents/own-words.js"
import { savedState } from "../documents/saved.js"

const LOST_AFTER_MS = 25000
const ASKS_AGAIN_AFTER_MS = 3000
const OURS = Symbol("this person's gestures")

export class Link {
  #pass
  #tokenUrl
  #provider
  #unfollow
  #kept
  #own
  #undo
  #again
  #isOpen = false
  #isRefused = false
  isReady = false
  isEditable = false

  /** `changed()` when the board is another, `said(state)` when "saved", "saving", "offline" or "refused" is. */
  constructor({ document: name, member, token, tokenUrl }, changed, said) {
    this.doc = new Y.Doc()
    this.#pass = token
    this.#tokenUrl = tokenUrl
    const maps = [this.doc.getMap("notes"), this.doc.getMap("groups")]
    // Each gesture apart: by default, those closer than half a second are undone together.
    this.#undo = new Y.UndoManager(maps, { trackedOrigins: new Set([OURS]), captureTimeout: 0 })
    for (const map of maps) map.observeDeep(() => this.isReady && changed())
    const say = () => said(savedState({
      isOpen: this.#isOpen, isSynced: this.#provider?.isSynced, unsynced: this.#provider?.unsyncedChanges ?? 0, isRefused: this.#isRefused,
    }))
    const ready = () => { this.isReady = true; changed(); say() }
    this.#keep(name, member, () => maps.some((map) => map.size) && ready())
    this.#own = new OwnWords(this.doc, this.#kept?.words)
    this.#provider = new HocuspocusProvider({
      name, document: this.doc, url: socketAddress(), token: () => this.#token(), flushDelay: 30, messageReconnectTimeout: LOST_AFTER_MS,
      onStatus: ({ status }) => { if (status !== "connected") this.#isOpen = false; say() },
      onAuthenticated: ({ scope }) => { this.#own.tell(this.#provider); this.#isOpen = true; this.#isRefused = false; this.isEditable = scope !== "readonly"; changed(); say() },
      onAuthenticationFailed: () => { this.#isOpen = false; say(); this.#askAgain() },
      onSynced: ready, onUnsyncedChanges: say,
    })
    this.#unfollow = followNetwork(this.#provider, () => { this.#isOpen = false })
  }

  destroy() {
    this.#unfollow()
    this.#own.destroy()
    clearTimeout(this.#again)
    this.#undo.destroy()
    this.#provider.destroy()
    this.#kept?.destroy()
    this.doc.destroy()
  }

  /** Write what a gesture says, as one thing to undo. False when it changes nothing. */
  write(writes) {
    let isNew = false
    this.doc.transact(() => {
      for (const [where, id, fields] of writes) {
        const map = this.doc.getMap(where), item = map.get(id)
        const news = Object.entries(fields).filter(([name, value]) => (item?.get?.(name) ?? "") !== value)
        if (!item?.get) map.set(id, new Y.Map(Object.entries(fields)))
        else for (const [name, value] of news) item.set(name, value)
        isNew ||= !item?.get || news.length > 0
      }
    }, OURS)
    return isNew
  }

  undo() { return this.#undo.undo() !== null }
  redo() { return this.#undo.redo() !== null }
  get canRedo() { return this.#undo.redoStack.length > 0 }

  #keep(name, member, shown) {
    try {
      this.#kept = new OwnCopy(name, member, this.doc)
      this.#kept.whenRead(shown)
    } catch {
      this.#kept = undefined // a private window keeps nothing
    }
  }

  async #token() {
    const given = this.#pass
    this.#pass = undefined
    if (given) return given
    const answer = await fetch(this.#tokenUrl, { headers: { Accept: "application/json" } })
    if (answer.status === 403 || answer.status === 404) this.#isRefused = true
    if (!answer.ok) throw new Error(String(answer.status))
    this.#isRefused = false
    return (await answer.json()).token
  }

  #askAgain() {
    if (this.#isRefused) return
    clearTimeout(this.#again)
    this.#again = setTimeout(async () => {
      await this.#provider.sendToken()
      this.#provider.startSync()
    }, ASKS_AGAIN_AFTER_MS)
  }
}

function socketAddress() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`
}
