// The time left, second by second: <count-down until="ISO" now="ISO, the server's" late-text="…">11:42</count-down>
// `paused` leaves what the server wrote. When time is up: the attribute `late`, and `late-text` if there is one.
import { countdown, ServerClock } from "./countdown.js"

const clock = new ServerClock()

class CountDown extends HTMLElement {
  #timer

  connectedCallback() {
    clock.heard(Date.parse(this.getAttribute("now")), Date.now())
    if (this.hasAttribute("paused")) return
    this.#show()
    this.#timer = setInterval(() => this.#show(), 250)
  }

  disconnectedCallback() { clearInterval(this.#timer) }

  #show() {
    const left = Date.parse(this.getAttribute("until")) - clock.now(Date.now())
    if (!Number.isFinite(left)) return
    const late = left <= 0
    const text = late && this.getAttribute("late-text") || countdown(left)
    if (this.textContent !== text) this.textContent = text
    if (late !== this.hasAttribute("late")) this.toggleAttribute("late", late)
  }
}

customElements.define("count-down", CountDown)
