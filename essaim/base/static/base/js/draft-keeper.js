// What is typed in the form inside survives a reload, a closed tab, a lost network, until the server acknowledged it:
// <draft-keeper key="run-…-ideas"><p data-restored hidden>…</p><form>…</form></draft-keeper>
// Acknowledged = a redirect after a plain POST, or the answer that a <form-island> inside shows.
import { Drafts } from "./drafts.js"
import { mayKeep } from "./may-keep.js"

let storage = null
try { if (mayKeep()) storage = localStorage } catch { /* refused by the browser: the form still works */ }
// A seat's pages share their <base>; pages outside any seat share the rest.
export const drafts = new Drafts(storage, document.querySelector("base[href]") ? new URL(document.baseURI).pathname : "/")

// Only a kept POST redirects, and its page may hold no form: so every page that loads this asks once.
const [navigation] = performance.getEntriesByType("navigation")
if (navigation?.redirectCount > 0) drafts.settle()

const KEPT = 'textarea, select, input:not([type="hidden"], [type="password"], [type="file"], [autocomplete="one-time-code"], [data-no-draft])'

class DraftKeeper extends HTMLElement {
  #listening

  connectedCallback() {
    this.#restore()
    this.#listening = new AbortController()
    const options = { signal: this.#listening.signal }
    this.addEventListener("input", () => drafts.keep(this.#key, this.#typed()), options)
    this.addEventListener("submit", (event) => drafts.sent(this.#key, event.target.elements.input_id?.value), options)
    this.addEventListener("island-shown", (event) => { if (event.target.dataset.state === "saved") drafts.forget(this.#key) }, options)
  }

  disconnectedCallback() { this.#listening?.abort() }

  get #key() { return this.getAttribute("key") }

  get #fields() { return [...this.querySelectorAll(KEPT)].filter((field) => field.name) }

  #typed() {
    const typed = {}
    for (const field of this.#fields) {
      typed[field.name] ??= []
      if (/^(checkbox|radio)$/.test(field.type)) { if (field.checked) typed[field.name].push(field.value) }
      else if (field.value) typed[field.name].push(field.value)
    }
    return typed
  }

  #restore() {
    const draft = drafts.of(this.#key)
    if (!draft) return
    let restored = false
    for (const field of this.#fields) {
      const values = draft[field.name]
      if (!values) continue
      if (/^(checkbox|radio)$/.test(field.type)) {
        const checked = values.includes(field.value)
        restored ||= field.checked !== checked
        field.checked = checked
      } else {
        const value = values.shift() ?? ""
        restored ||= field.value !== value
        field.value = value
      }
    }
    const said = this.querySelector("[data-restored]")
    if (restored && said) said.hidden = false
    if (restored) this.dispatchEvent(new CustomEvent("restored", { bubbles: true }))
  }
}

customElements.define("draft-keeper", DraftKeeper)
