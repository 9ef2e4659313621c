// A text written by several at once. The server's HTML is read until the text is here; then the editor takes its place.
import { HocuspocusProvider, IndexeddbPersistence, Y } from "../vendor/editor/cowriting.js"
import { Editor } from "../vendor/editor/editor.js"
import { keptName } from "./kept.js"
import { othersOf, savedState } from "./saved.js"
import { extensions } from "./schema.js"
import { wire } from "./toolbar.js"

const SAYS_SAVING_AFTER_MS = 700
const SAYS_OFFLINE_AFTER_MS = 2500
const ASKS_AGAIN_AFTER_MS = 3000
// The server gives a sign every ten seconds.
const LOST_AFTER_MS = 25000

export class SharedPage extends HTMLElement {
  #doc
  #kept
  #provider
  #editor
  #unwire = () => {}
  #pass
  #isRefused = false
  #isOpen = false
  #timers = new Map()

  connectedCallback() {
    this.#doc = new Y.Doc()
    this.#pass = this.dataset.token
    const { document: name, member } = this.dataset
    this.#keep(name, member)
    this.#provider = new HocuspocusProvider({
      name, document: this.#doc, url: socketAddress(), token: () => this.#token(), flushDelay: 30, messageReconnectTimeout: LOST_AFTER_MS,
      onStatus: ({ status }) => { if (status !== "connected") this.#isOpen = false; this.#say() },
      onAuthenticated: ({ scope }) => this.#opened(scope),
      onAuthenticationFailed: () => this.#refused(),
      onSynced: () => { this.#show(); this.#say() },
      onUnsyncedChanges: () => this.#say(),
      onAwarenessChange: ({ states }) => this.#name(states),
    })
    addEventListener("beforeunload", this.#warn)
    addEventListener("offline", this.#lost)
    addEventListener("online", this.#back)
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.#warn)
    removeEventListener("offline", this.#lost)
    removeEventListener("online", this.#back)
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#unwire()
    this.#editor?.destroy()
    this.#provider.destroy()
    this.#kept?.destroy()
    this.#doc.destroy()
    this.#editor = undefined
  }

  get editor() { return this.#editor }

  #keep(name, member) {
    try {
      this.#kept = new IndexeddbPersistence(keptName(name, member), this.#doc)
      // Without network, what this browser kept is shown; nothing is shown of a text it never had.
      this.#kept.once("synced", () => this.#later("kept", SAYS_OFFLINE_AFTER_MS, () => {
        if (this.#doc.getXmlFragment("body").length) this.#show()
      }))
    } catch {
      this.#kept = undefined // a private window keeps nothing
    }
  }

  async #token() {
    const given = this.#pass
    this.#pass = undefined
    if (given) return given
    const answer = await fetch(this.dataset.tokenUrl, { headers: { Accept: "application/json" } })
    if (answer.status === 403 || answer.status === 404) this.#isRefused = true
    if (!answer.ok) throw new Error(String(answer.status))
    this.#isRefused = false
    return (await answer.json()).token
  }

  #opened(scope) {
    this.#isOpen = true
    this.#isRefused = false
    this.toggleAttribute("readonly", scope === "readonly")
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

  #show() {
    if (this.#editor) return
    const text = this.querySelector(".shared-text")
    const place = document.createElement("div")
    place.className = text.className
    this.#editor = new Editor({
      element: place,
      extensions: extensions(this.#doc, this.#provider.awareness),
      injectCSS: false,
      editable: !this.hasAttribute("readonly"),
      editorProps: { attributes: {
        id: `${this.id}-text`, role: "textbox", "aria-multiline": "true", "aria-label": this.dataset.label, spellcheck: "true",
      } },
    })
    text.replaceWith(place)
    const bar = this.querySelector("[role=toolbar]")
    this.#unwire = wire(bar, this.querySelector(".shared-link"), this.#editor)
    this.#settle()
    this.dispatchEvent(new CustomEvent("shared-page:ready", { bubbles: true }))
  }

  #settle() {
    const writes = Boolean(this.#editor) && !this.hasAttribute("readonly") && !this.#isRefused
    this.querySelector("[role=toolbar]").hidden = !writes
    if (this.#editor && this.#editor.isEditable !== writes) this.#editor.setEditable(writes)
  }

  #say() {
    if (!this.#provider) return
    const { isSynced, unsyncedChanges: unsynced } = this.#provider
    const state = savedState({ isOpen: this.#isOpen, isSynced, unsynced, isRefused: this.#isRefused })
    if (state === this.getAttribute("state")) return this.#cancel("state")
    const wait = { saving: SAYS_SAVING_AFTER_MS, offline: SAYS_OFFLINE_AFTER_MS }[state]
    if (wait && this.#timers.has("state")) return
    this.#cancel("state")
    if (wait) this.#later("state", wait, () => this.#write(state))
    else this.#write(state)
  }

  #write(state) {
    // What was true when the wait began may not be any more.
    const { isSynced, unsyncedChanges: unsynced } = this.#provider
    const now = savedState({ isOpen: this.#isOpen, isSynced, unsynced, isRefused: this.#isRefused })
    this.setAttribute("state", now)
    const line = this.querySelector(".shared-state")
    line.hidden = false
    line.querySelector("[data-words]").textContent = this.dataset[this.hasAttribute("readonly") && now === "saved" ? "readonly" : now] ?? ""
    if (now !== state) this.#say()
  }

  #name(states) {
    const list = this.querySelector(".shared-people")
    const others = othersOf(states, this.dataset.member)
    list.hidden = !others.length
    list.replaceChildren(...others.map(({ name, tone }) => {
      const item = document.createElement("li")
      item.className = `shared-person is-tone-${Number(tone) % 8}`
      item.textContent = name
      return item
    }))
  }

  // A socket without network stays open for minutes: close it, so that the return is at once.
  #lost = () => { this.#isOpen = false; this.#provider.disconnect(); this.#say() }

  #back = () => this.#provider.connect()

  #warn = (event) => {
    if (!this.#kept && this.#provider.hasUnsyncedChanges) event.preventDefault()
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

customElements.define("shared-page", SharedPage)
