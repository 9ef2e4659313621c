// Reads aloud with the device's own voice. The button appears only where there is one:
// <read-aloud of="main"><button hidden data-stop="Arrêter">…<span>Écouter</span></button></read-aloud>
// `of` says what is read (else the section around it); what is hidden or unfolded by nobody is left out.
import { sentences } from "./sentences.js"

class ReadAloud extends HTMLElement {
  #gone

  connectedCallback() {
    const voice = globalThis.speechSynthesis, button = this.querySelector("button")
    if (!voice || !globalThis.SpeechSynthesisUtterance) return
    this.#gone = new AbortController()
    const { signal } = this.#gone
    const words = button.querySelector("span"), start = words.textContent
    button.hidden = false
    const rest = () => { words.textContent = start; button.setAttribute("aria-pressed", "false") }
    button.setAttribute("aria-pressed", "false")
    button.addEventListener("click", () => {
      const isReading = button.getAttribute("aria-pressed") === "true"
      voice.cancel()
      if (isReading) return rest()
      const said = sentences(this.#texts())
      for (const [n, text] of said.entries()) {
        const one = new SpeechSynthesisUtterance(text)
        one.lang = document.documentElement.lang
        if (n === said.length - 1) one.onend = rest
        one.onerror = rest
        voice.speak(one)
      }
      words.textContent = button.dataset.stop
      button.setAttribute("aria-pressed", "true")
    }, { signal })
    addEventListener("pagehide", () => voice.cancel(), { signal })
  }

  disconnectedCallback() {
    this.#gone?.abort()
    globalThis.speechSynthesis?.cancel()
  }

  #texts() {
    const around = document.getElementById(this.getAttribute("of") ?? "") ?? this.closest("section, article, main")
    const read = "h1, h2, h3, p, legend, label, li, summary, option:checked"
    return [...around.querySelectorAll(read)]
      .filter((one) => !one.closest("read-aloud, [role=status], .answer-state, nav") && one.checkVisibility?.() !== false)
      .filter((one) => !one.querySelector(read))
      .map((one) => one.textContent)
  }
}

customElements.define("read-aloud", ReadAloud)
