// The time since: <count-up since="ISO" now="ISO, the server's" ahead="s">2:05</count-up>, second by second.
import { elapsed } from "./countdown.js"
import { clock } from "./server-clock.js"

class CountUp extends HTMLElement {
  #timer

  connectedCallback() {
    clock.heard(Date.parse(this.getAttribute("now")), Date.now(), this.#ahead)
    this.#show()
    this.#timer = setInterval(() => this.#show(), 500)
  }

  disconnectedCallback() { clearInterval(this.#timer) }

  get #ahead() { return 1000 * Number(this.getAttribute("ahead") ?? 0) }

  #show() {
    const since = clock.now(Date.now(), this.#ahead) - Date.parse(this.getAttribute("since"))
    if (Number.isFinite(since)) this.textContent = elapsed(since)
  }
}

customElements.define("count-up", CountUp)
