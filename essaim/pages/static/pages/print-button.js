class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelector("button").addEventListener("click", this.#print)
  }

  disconnectedCallback() {
    this.querySelector("button")?.removeEventListener("click", this.#print)
  }

  #print = () => print()
}

customElements.define("print-button", PrintButton)
