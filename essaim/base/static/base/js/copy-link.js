// The button of a field that is there to be copied. Plain HTTP in a hall has no clipboard API: the old way serves.
class CopyLink extends HTMLElement {
  #press = () => this.#copy()

  connectedCallback() {
    this.#button.hidden = false
    this.#button.addEventListener("click", this.#press)
  }

  disconnectedCallback() { this.#button.removeEventListener("click", this.#press) }

  async #copy() {
    const field = this.querySelector("input")
    field.select()
    try { await navigator.clipboard.writeText(field.value) } catch { document.execCommand("copy") }
    const said = this.querySelector("[data-said]")
    said.textContent = said.dataset.said
  }

  get #button() { return this.querySelector("button") }
}

customElements.define("copy-link", CopyLink)
