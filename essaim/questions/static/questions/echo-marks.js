// The list is the same for everyone; this marks, on one phone, what its person said « moi aussi » to.
// <echo-marks><live-part>…forms with data-echo…</live-part><live-part>…data-said, data-own…</live-part></echo-marks>
import { marks } from "./marks.js"

class EchoMarks extends HTMLElement {
  #mark = () => {
    const { said = "", own = "" } = this.querySelector("[data-said]")?.dataset ?? {}
    for (const form of this.querySelectorAll("[data-echo]")) {
      const { hidden, pressed } = marks(form.dataset.echo, said, own)
      const button = form.querySelector("button")
      form.hidden = hidden
      button.setAttribute("aria-pressed", String(pressed))
      // Pressed again, it is taken back.
      button.name = pressed ? "not" : ""
      button.value = "1"
    }
  }

  connectedCallback() {
    this.addEventListener("part-shown", this.#mark)
    this.#mark()
  }

  disconnectedCallback() {
    this.removeEventListener("part-shown", this.#mark)
  }
}

customElements.define("echo-marks", EchoMarks)
