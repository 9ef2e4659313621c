// Dragging a sequence to another place: the same form as its two buttons, with the number of places crossed.
class ProgrammeOrder extends HTMLElement {
  #dragged = null
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    const options = { signal: this.#listening.signal }
    for (const row of this.#rows()) row.draggable = "movable" in row.dataset
    this.addEventListener("dragstart", (event) => this.#start(event), options)
    this.addEventListener("dragover", (event) => this.#over(event), options)
    this.addEventListener("drop", (event) => this.#drop(event), options)
    this.addEventListener("dragend", () => this.#clear(), options)
  }

  disconnectedCallback() { this.#listening?.abort() }

  #rows() { return [...this.querySelectorAll("[data-id]")] }

  #start(event) {
    this.#dragged = event.target.closest("[data-movable]")
    if (!this.#dragged) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", this.#dragged.dataset.id)
    this.#dragged.classList.add("is-dragged")
  }

  #over(event) {
    const row = event.target.closest("[data-id]")
    if (!this.#dragged || !row) return
    event.preventDefault()
    for (const other of this.#rows()) other.classList.toggle("is-target", other === row && row !== this.#dragged)
  }

  #drop(event) {
    const row = event.target.closest("[data-id]")
    if (!this.#dragged || !row || row === this.#dragged) return this.#clear()
    event.preventDefault()
    const rows = this.#rows()
    const steps = rows.indexOf(row) - rows.indexOf(this.#dragged)
    const form = this.#dragged.querySelector("form")
    const input = document.createElement("input")
    Object.assign(input, { type: "hidden", name: "steps", value: String(steps) })
    form.append(input)
    form.submit()
  }

  #clear() {
    this.#dragged = null
    for (const row of this.#rows()) row.classList.remove("is-dragged", "is-target")
  }
}

customElements.define("programme-order", ProgrammeOrder)
