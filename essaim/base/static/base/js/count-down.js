// The time left, second by second: <count-down until="ISO" now="ISO, the server's" ahead="s" late-text="…">11:42</count-down>
// `ahead`: seconds by which the space lives ahead of the real time. `paused` leaves what the server wrote. When time is
// up: the attribute `late`, `late-text` if there is one, and the bell where someone asked for it.
import { countdown } from "./countdown.js"
import { clock } from "./server-clock.js"
import { ring } from "./bell.js"

class CountDown extends HTMLElement {
  #timer

  connectedCallback() {
    clock.heard(Date.parse(this.getAttribute("now")), Date.now(), this.#ahead)
    if (this.hasAttribute("paused")) return
    this.#show()
    this.#timer = setInterval(() => this.#show(), 100)
  }

  disconnectedCallback() { clearInterval(this.#timer) }

  get #ahead() { return 1000 * Number(this.getAttribute("ahead") ?? 0) }

  #show() {
    const left = Date.parse(this.getAttribute("until")) - clock.now(Date.now(), this.#ahead)
    if (!Number.isFinite(left)) return
    const late = left <= 0
    const text = late && this.getAttribute("late-text") || countdown(left)
    if (this.textContent !== text) this.textContent = text
    if (late === this.hasAttribute("late")) return
    this.toggleAttribute("late", late)
    if (late && left > -3000) ring()
  }
}

customElements.define("count-down", CountDown)
