// A document written by several at once: its copy here, its socket, what this browser keeps of it, what is said of that.
import { HocuspocusProvider, Y } from "../vendor/editor/cowriting.js"
import { followNetwork } from "./network.js"
import { OwnCopy } from "./own-copy.js"
import { OwnWords } from "./own-words.js"
import { othersOf, savedState } from "./saved.js"

const SAYS_SAVING_AFTER_MS = 700
const SAYS_OFFLINE_AFTER_MS = 2500
const ASKS_AGAIN_AFTER_MS = 3000
const READS_WITHIN_MS = 1500
// The server gives a sign every ten seconds.
const LOST_AFTER_MS = 25000

/**
 * Joins the document that `element` names in its data (document, member, token, token-url, and a sentence for each
 * state), says its state and who is here in its `.shared-state` and `.shared-people`, sets its `state` and `readonly`.
 * `show` is called once there is something to show (again at each return); `settle` when writing is allowed, or no more;
 * `isKept` tells whether the copy that this browser kept is worth showing without network; `body` names the text in which
 * words that others took away unseen are put back, and `putBack` is then called.
 */
export class Connection {
  #element
  #show
  #settle
  #kept
  #own
  #provider
  #pass
  #isRefused = false
  #isOpen = false
  #unfollow
  #trouble = ""
  #closed = 0
  #isGone = false
  #timers = new Map()

  constructor(element, { show, settle, isKept, body, putBack }) {
    this.#element = element
    this.#show = show
    this.#settle = settle
    this.doc = new Y.Doc()
    const { document: name, member, token } = element.dataset
    this.#pass = token
    this.#keep(name, member, isKept)
    this.#own = new OwnWords(this.doc, { ...this.#kept?.words, body: body && this.doc.getXmlFragment(body), told: putBack })
    // What is kept here is read first: the server is told whose words they are before it is given them.
    if (this.#kept) {
      this.#kept.whenRead(() => this.#join(name))
      this.#later("join", READS_WITHIN_MS, () => this.#join(name))
    } else this.#join(name)
    addEventListener("beforeunload", this.#warn)
  }

  #join(name) {
    this.#cancel("join")
    if (this.#provider || this.#isGone) return
    this.#provider = new HocuspocusProvider({
      name, document: this.doc, url: socketAddress(), token: () => this.#token(), flushDelay: 30, messageReconnectTimeout: LOST_AFTER_MS,
      onStatus: ({ status }) => { if (status !== "connected") this.#isOpen = false; this.#say() },
      onClose: ({ event }) => { this.#closed = event.code },
      onAuthenticated: ({ scope }) => this.#opened(scope),
      onAuthenticationFailed: () => this.#refused(),
      onSynced: () => { this.#show(); this.#say() },
      onUnsyncedChanges: ({ number }) => { if (number === 0) this.#own.saved(); this.#say() },
      onStateless: ({ payload }) => this.#told(payload),
      onAwarenessChange: ({ states }) => this.#name(states),
    })
    this.#unfollow = followNetwork(this.#provider, () => { this.#isOpen = false; this.#say() })
  }

  destroy() {
    this.#isGone = true
    removeEventListener("beforeunload", this.#warn)
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#unfollow?.()
    this.#provider?.destroy()
    this.#own.destroy()
    this.#kept?.destroy()
    this.doc.destroy()
  }

  get awareness() { return this.#provider.awareness }

  get mayWrite() { return !this.#element.hasAttribute("readonly") && !this.#isRefused }

  #keep(name, member, isKept) {
    try {
      this.#kept = new OwnCopy(name, member, this.doc)
      // Without network, what this browser kept is shown; nothing is shown of a text it never had.
      this.#kept.whenRead(() => this.#later("kept", SAYS_OFFLINE_AFTER_MS, () => {
        if (isKept(this.doc)) this.#show()
      }))
    } catch {
      this.#kept = undefined // a private window keeps nothing
    }
  }

  async #token() {
    const given = this.#pass
    this.#pass = undefined
    if (given) return given
    const answer = await fetch(this.#element.dataset.tokenUrl, { headers: { Accept: "application/json" } })
    if (answer.status === 403 || answer.status === 404) this.#isRefused = true
    if (!answer.ok) throw new Error(String(answer.status))
    this.#isRefused = false
    return (await answer.json()).token
  }

  #opened(scope) {
    this.#isOpen = true
    this.#isRefused = false
    this.#trouble = ""
    this.#closed = 0
    this.#element.toggleAttribute("readonly", scope === "readonly")
    this.#own.tell(this.#provider)
    // Whoever only reads is here too, before any cursor says so.
    this.#provider.setAwarenessField("here", true)
    this.#settle()
    this.#say()
  }

  #refused() {
    this.#isOpen = false
    this.#say()
    if (this.#isRefused) return this.#settle()
    this.#later("ask", ASKS_AGAIN_AFTER_MS, async () => {
      await this.#provider.sendToken()
      this.#provider.startSync()
    })
  }

  #stateNow() {
    const { isSynced, unsyncedChanges: unsynced } = this.#provider
    return savedState({ isOpen: this.#isOpen, isSynced, unsynced, isRefused: this.#isRefused, trouble: this.#trouble, closed: this.#closed })
  }

  // The server says when its disk takes nothing more, when it does again, and when the text has no room for more.
  #told(payload) {
    const trouble = { '{"saving":"stuck"}': "stuck", '{"saving":"full"}': "full", '{"saving":"again"}': "" }[payload]
    if (trouble === undefined) return
    this.#trouble = trouble
    this.#say()
  }

  #say() {
    if (!this.#provider) return
    const state = this.#stateNow()
    if (state === this.#element.getAttribute("state")) return this.#cancel("state")
    const wait = { saving: SAYS_SAVING_AFTER_MS, offline: SAYS_OFFLINE_AFTER_MS, fast: SAYS_OFFLINE_AFTER_MS }[state]
    if (wait && this.#timers.has("state")) return
    this.#cancel("state")
    if (wait) this.#later("state", wait, () => this.#write(state))
    else this.#write(state)
  }

  #write(state) {
    // What was true when the wait began may not be any more.
    const now = this.#stateNow()
    this.#element.setAttribute("state", now)
    const line = this.#element.querySelector(".shared-state")
    line.hidden = false
    const sentence = this.#element.hasAttribute("readonly") && now === "saved" ? "readonly" : now
    line.querySelector("[data-words]").textContent = this.#element.dataset[sentence] ?? this.#element.dataset.saving ?? ""
    if (now !== state) this.#say()
  }

  #name(states) {
    const list = this.#element.querySelector(".shared-people")
    const others = othersOf(states, this.#element.dataset.member)
    list.hidden = !others.length
    list.replaceChildren(...others.map(({ name, tone }) => {
      const item = document.createElement("li")
      item.className = `shared-person is-tone-${Number(tone) % 8}`
      item.textContent = name
      return item
    }))
  }

  #warn = (event) => {
    if (!this.#kept && this.#provider?.hasUnsyncedChanges) event.preventDefault()
  }

  #later(name, ms, act) {
    this.#cancel(name)
    this.#timers.set(name, setTimeout(() => { this.#timers.delete(name); act() }, ms))
  }

  #cancel(name) {
    clearTimeout(this.#timers.get(name))
    this.#timers.delete(name)
  }
}

function socketAddress() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`
}
