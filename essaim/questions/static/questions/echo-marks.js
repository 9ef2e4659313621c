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

  // Sent without leaving the page; what cannot be sent so is sent as any form.
  #send = async (event) => {
    const form = event.target.closest("[data-echo]")
    if (!form) return
    event.preventDefault()
    const body = new URLSearchParams(new FormData(form, event.submitter))
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Island": "echo" } }).catch(() => null)
    // A cut network leaves the button as it is; a refusal is read on a page.
    if (response && !response.ok) form.submit()
  }

  connectedCallback() {
    this.addEventListener("part-shown", this.#mark)
    this.addEventListener("submit", this.#send)
    this.#mark()
  }

  disconnectedCallback() {
    this.removeEventListener("part-shown", this.#mark)
    this.removeEventListener("submit", this.#send)
  }
}

customElements.define("echo-marks", EchoMarks)
