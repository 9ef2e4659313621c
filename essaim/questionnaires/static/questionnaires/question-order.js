// Dragging a question to its place. Buttons do the same with the keyboard; without a script they are all there is.
import { placeBefore } from "./order.js"

class QuestionOrder extends HTMLElement {
  #dragged = null
  #stop = new AbortController()

  connectedCallback() {
    const { signal } = this.#stop
    for (const item of this.querySelectorAll("[data-code]")) {
      if (item.querySelector("[data-place]")) item.draggable = true
    }
    this.addEventListener("dragstart", (event) => this.#start(event), { signal })
    this.addEventListener("dragover", (event) => this.#over(event), { signal })
    this.addEventListener("drop", (event) => this.#drop(event), { signal })
    this.addEventListener("dragend", () => this.#clear(), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #start(event) {
    this.#dragged = event.target.closest?.("[data-code]") ?? null
    if (!this.#dragged) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", this.#dragged.dataset.code)
  }

  #over(event) {
    const item = event.target.closest("[data-code]")
    if (!this.#dragged || !item) return
    event.preventDefault()
    this.#clearMarks()
    item.classList.add(this.#isBelow(event, item) ? "drops-below" : "drops-above")
  }

  #drop(event) {
    const item = event.target.closest("[data-code]")
    if (!this.#dragged || !item) return
    event.preventDefault()
    const codes = [...this.querySelectorAll("[data-code]")].map((one) => one.dataset.code)
    const before = placeBefore(codes, this.#dragged.dataset.code, item.dataset.code, this.#isBelow(event, item))
    const form = this.#dragged.querySelector("form[data-place]")
    this.#clear()
    if (before === null) return
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "before", value: before })
    form.append(field)
    form.submit()
  }

  #isBelow(event, item) {
    const box = item.getBoundingClientRect()
    return event.clientY > box.top + box.height / 2
  }

  #clear() {
    this.#dragged = null
    this.#clearMarks()
  }

  #clearMarks() {
    for (const one of this.querySelectorAll(".drops-above, .drops-below")) one.classList.remove("drops-above", "drops-below")
  }
}

customElements.define("question-order", QuestionOrder)
