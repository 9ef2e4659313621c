// A text written by several at once. The server's HTML is read at once and costs nothing more; the connection and the
// editor are fetched when someone is about to write, or when the browser has nothing else to do.
import { keepsPages } from "./offline.js"

export class SharedPage extends HTMLElement {
  static observedAttributes = ["data-open-threads"]
  #connection
  #text
  #loading
  #wish = false
  #gone = new AbortController()

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    const text = this.querySelector(".shared-text")
    if (text.querySelector(".block-embed")) import("./embed-card.js").then(({ wakeEmbeds }) => wakeEmbeds(this, text))
    for (const act of ["pointerdown", "focusin"]) text.addEventListener(act, () => this.#wanted(act), { signal, passive: true })
    this.querySelector("[data-who]").hidden = false
    this.querySelector("[data-who]").addEventListener("click", (event) => this.#first(event), { signal, capture: true })
    if (isThrifty()) return
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200))
    const whenIdle = () => idle(() => { if (!signal.aborted) this.#load() }, { timeout: 1500 })
    if (document.readyState === "complete") whenIdle()
    else addEventListener("load", whenIdle, { signal, once: true })
    keepsPages(this)
  }

  disconnectedCallback() {
    this.#gone.abort()
    this.#text?.destroy()
    this.#connection?.destroy()
    this.#text = this.#connection = this.#loading = undefined
  }

  attributeChangedCallback() { this.#text?.lookAgain() }

  get editor() { return this.#text?.editor }

  /** Tell something once, aloud for who listens and in writing. */
  say(words) {
    const line = this.querySelector(".shared-says")
    line.textContent = ""
    setTimeout(() => { line.textContent = words }, 50)
  }

  #wanted(act) {
    this.#wish = act === "pointerdown"
    this.#load()
  }

  async #first(event) {
    if (this.#text) return
    event.stopImmediatePropagation()
    const button = event.currentTarget
    await this.#load()
    this.addEventListener("shared-page:ready", () => button.click(), { once: true })
    if (this.#text) button.click()
  }

  #load() {
    this.#loading ??= Promise.all([import("./connection.js"), import("./shared-text.js")]).then(([{ Connection }, { SharedText }]) => {
      if (this.#gone.signal.aborted) return
      this.#connection = new Connection(this, {
        show: () => this.#show(SharedText),
        settle: () => this.#settle(),
        isKept: (doc) => doc.getXmlFragment("body").length > 0,
        body: "body",
        putBack: () => this.say(this.dataset.putBack),
      })
    }).catch(() => { this.#loading = undefined }) // without network the text stays readable; the next press tries again
    return this.#loading
  }

  #show(SharedText) {
    if (this.#text) return
    this.#text = new SharedText(this, this.#connection)
    this.#settle()
    if (this.#wish) this.#text.editor.commands.focus()
    this.dispatchEvent(new CustomEvent("shared-page:ready", { bubbles: true }))
  }

  #settle() { this.#text?.settle(this.#connection.mayWrite) }
}

/** Someone who asked their phone to spare data reads first; the rest comes when they touch the text. */
function isThrifty() {
  const { saveData, effectiveType } = navigator.connection ?? {}
  return Boolean(saveData) || /2g/.test(effectiveType ?? "")
}

customElements.define("shared-page", SharedPage)
