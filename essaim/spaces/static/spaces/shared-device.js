// A device that goes from hand to hand: a place left alone closes by itself, and nothing of one person is offered to the next.
import { stateOf } from "./idle.js"

class SharedDevice extends HTMLElement {
  #gone = new AbortController()
  #timer
  #since = performance.now()

  connectedCallback() {
    this.#gone = new AbortController()
    const options = { signal: this.#gone.signal, passive: true, capture: true }
    for (const act of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(act, () => this.#here(), options)
    // What the browser remembers of other people's forms is not proposed in these.
    document.addEventListener("focusin", ({ target }) => target.form?.setAttribute("autocomplete", "off"), options)
    // « Back » after another person's turn: the page is asked again, and there is no more place.
    addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload() }, options)
    this.#timer = setInterval(() => this.#look(), 5000)
  }

  disconnectedCallback() {
    this.#gone.abort()
    clearInterval(this.#timer)
  }

  #here() {
    this.#since = performance.now()
    this.#say("here")
  }

  #look() {
    const state = stateOf(performance.now() - this.#since)
    this.#say(state)
    if (state === "gone") this.querySelector("form").submit()
  }

  #say(state) {
    const line = this.querySelector("[role=status]")
    const words = state === "here" ? "" : line.dataset.words
    if (line.textContent !== words) line.textContent = words
  }
}

customElements.define("shared-device", SharedDevice)
