// The press by which someone takes away what this device kept of the texts, because they leave or because it is shared.
import { drafts } from "../base/js/draft-keeper.js"
import { mayKeep } from "../base/js/may-keep.js"
import { forget } from "./kept.js"

class KeptHere extends HTMLElement {
  #gone = new AbortController()

  connectedCallback() {
    this.#gone = new AbortController()
    this.hidden = false
    const button = this.querySelector("button")
    const says = this.querySelector("[role=status]")
    if (!mayKeep()) says.textContent = says.dataset.done
    button.addEventListener("click", async () => {
      button.disabled = true
      drafts.forgetAll()
      await forget({ isShared: true })
      says.textContent = says.dataset.done
      button.disabled = false
    }, { signal: this.#gone.signal })
  }

  disconnectedCallback() { this.#gone.abort() }
}

customElements.define("kept-here", KeptHere)
