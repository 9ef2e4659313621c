// A page is read before its editor comes: on a wide screen it comes at once, on a phone when one touches the text or
// presses « Écrire ». The text meanwhile is a live part. A device that wrote in this page before may hold words that have
// not left yet: there the editor comes at once too.
const WIDE = "(min-width: 60rem)"

class PageWriter extends HTMLElement {
  #button
  #touched

  connectedCallback() {
    const page = this.querySelector("shared-page")
    if (!page) return
    page.dataset.openThreads = this.dataset.openThreads ?? ""
    if (matchMedia(WIDE).matches || this.#wrote(page) || new URLSearchParams(location.search).has("write")) return void this.#come()
    this.addEventListener("shared-page:ready", this.#ready, { once: true })
    if (this.hasAttribute("writes")) this.#offer()
    else this.#say(page)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#onClick)
    this.removeEventListener("shared-page:ready", this.#ready)
    this.#button?.remove()
  }

  #wrote({ dataset }) {
    try {
      return JSON.parse(localStorage.getItem("essaim-texts") || "[]").includes(`essaim-text:${dataset.document}:${dataset.member}`)
    } catch {
      return false
    }
  }

  #offer() {
    this.#button = document.createElement("button")
    this.#button.type = "button"
    this.#button.className = "button is-wide page-write"
    this.#button.textContent = this.dataset.write
    this.append(this.#button)
    this.addEventListener("click", this.#onClick)
  }

  // Who only reads needs no editor to see the text change.
  #say(page) {
    const line = page.querySelector(".shared-state")
    if (!line) return
    line.hidden = false
    line.querySelector("[data-words]").textContent = page.dataset.readonly ?? ""
  }

  #onClick = (event) => {
    const onButton = event.target === this.#button
    if (!onButton && (event.target.closest("a, summary, button, [tabindex]") || !event.target.closest(".shared-text"))) return
    this.removeEventListener("click", this.#onClick)
    this.#touched = onButton ? undefined : { left: event.clientX, top: event.clientY }
    this.#button.disabled = true
    this.#button.textContent = this.dataset.opening
    this.#come().catch(() => {
      this.#button.disabled = false
      this.#button.textContent = this.dataset.write
      this.addEventListener("click", this.#onClick)
    })
  }

  #ready = () => {
    const { editor } = this.querySelector("shared-page")
    const at = this.#touched && editor?.view.posAtCoords(this.#touched)
    editor?.commands.focus(at ? at.pos : "end")
  }

  async #come() {
    await import("../documents/shared-page.js")
    this.setAttribute("open", "")
    this.#button?.remove()
    this.dispatchEvent(new CustomEvent("page-writer:open", { bubbles: true }))
  }
}

customElements.define("page-writer", PageWriter)
