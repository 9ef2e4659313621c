// Keeps the parts of a page true: one stream for the page, closed while nobody looks, unless it `stays`.
import { show, refresh } from "./part.js"

// Longer than a form takes, whose answer is another page.
const LEAVING_MS = 15000

class LiveStream extends HTMLElement {
  #source
  #leaves = false
  #onVisible = () => (document.hidden && !this.hasAttribute("stays") ? this.#close() : this.#open())

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#onVisible)
    window.addEventListener("pagehide", this.#onLeave)
    window.addEventListener("pageshow", this.#onVisible)
    window.addEventListener("submit", this.#onSubmit)
    this.#onVisible()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#onVisible)
    window.removeEventListener("pagehide", this.#onLeave)
    window.removeEventListener("pageshow", this.#onVisible)
    window.removeEventListener("submit", this.#onSubmit)
    this.#close()
  }

  #onLeave = () => this.#close()

  #onSubmit = ({ defaultPrevented }) => { this.#leaves ||= !defaultPrevented }

  #open() {
    if (this.#source) return
    this.#source = new EventSource(this.getAttribute("src"))
    this.#source.addEventListener("open", () => this.#say("online"))
    this.#source.addEventListener("part", (event) => this.#receive(JSON.parse(event.data)))
    this.#source.addEventListener("close", (event) => this.#end(event.data))
    this.#source.addEventListener("error", () => this.#fail())
  }

  #close() {
    this.#source?.close()
    this.#source = undefined
  }

  #receive({ part, html, jitter }) {
    const element = document.getElementById(part)
    if (!element) return
    if (html === undefined) setTimeout(() => refresh(element), Math.random() * (jitter ?? 0))
    else show(element, html)
  }

  // "rights": what this person may see changed, so the page is asked for again. "many": another tab took the place.
  #end(reason) {
    this.#close()
    // What this very press changed (« J’ai fini ») brings its own page: asking for this one again would lose it.
    if (reason === "rights") setTimeout(() => location.reload(), this.#leaves ? LEAVING_MS : 0)
    if (reason === "stop") setTimeout(() => this.#open(), 1000 + Math.random() * 1000)
  }

  // A refused stream (its seat was closed, or the server was replaced) does not come back by itself: ask again, later.
  #fail() {
    this.#say("offline")
    if (this.#source?.readyState !== EventSource.CLOSED) return
    this.#close()
    setTimeout(() => this.isConnected && !document.hidden && this.#open(), 2000 + Math.random() * 3000)
  }

  #say(state) {
    if (this.dataset.state === state) return
    this.dataset.state = state
    document.documentElement.dataset.network = state
    this.dispatchEvent(new CustomEvent("live-" + state, { bubbles: true }))
  }
}

customElements.define("live-stream", LiveStream)
