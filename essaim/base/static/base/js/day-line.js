// Lays a list of sequences on the hours of the day: <day-line start="570" end="1050" now="768"><ol class="day">…
// Each .lane says data-from, data-to (minutes of the day), data-lane and data-lanes (side by side). Without it: a list in order.
class DayLine extends HTMLElement {
  #timer

  connectedCallback() {
    const [start, end] = [this.#minutes("start"), this.#minutes("end")]
    this.style.setProperty("--start", start)
    this.style.setProperty("--hours", (end - start) / 60)
    for (const lane of this.querySelectorAll("[data-from]")) {
      for (const name of ["from", "to", "lane", "lanes"]) if (lane.dataset[name]) lane.style.setProperty(`--${name}`, lane.dataset[name])
      lane.classList.toggle("is-short", lane.dataset.to - lane.dataset.from <= 30)
      lane.classList.toggle("is-tiny", lane.dataset.to - lane.dataset.from <= 15)
    }
    this.classList.add("is-laid")
    const opened = Date.now()
    this.#hand(this.#minutes("now"), end)
    this.#timer = setInterval(() => this.#hand(this.#minutes("now") + (Date.now() - opened) / 60000, end), 20000)
  }

  disconnectedCallback() { clearInterval(this.#timer) }

  #minutes(name) { return Number(this.getAttribute(name)) }

  #hand(now, end) {
    const hand = this.querySelector(".day-now")
    if (!hand) return
    hand.hidden = !this.hasAttribute("now") || now < this.#minutes("start") || now > end
    hand.style.setProperty("--from", now)
  }
}

customElements.define("day-line", DayLine)
