// On a laptop, what a phone shows opens in a window of its size; elsewhere the link is followed.
class PhoneWindow extends HTMLElement {
  #press = (event) => {
    if (innerWidth < 700) return
    const opened = window.open(event.currentTarget.href, "essaim-phone", "popup,width=390,height=800")
    if (opened) event.preventDefault()
  }

  connectedCallback() { this.querySelector("a").addEventListener("click", this.#press) }
  disconnectedCallback() { this.querySelector("a").removeEventListener("click", this.#press) }
}

customElements.define("phone-window", PhoneWindow)
