import { folded } from "./folded.js"

// Narrows a long list to the names that hold what is typed. Without this script the list is there, whole; a list that
// is read at a glance has no use for it. A live part that is shown again is narrowed again.
const AT_A_GLANCE = 24

class ListFilter extends HTMLElement {
  #apply = () => this.#narrow()

  connectedCallback() {
    this.#field.addEventListener("input", this.#apply)
    document.addEventListener("part-shown", this.#apply)
    this.#narrow()
  }

  disconnectedCallback() { document.removeEventListener("part-shown", this.#apply) }

  #narrow() {
    const rows = [...document.querySelectorAll(this.getAttribute("rows"))]
    this.hidden = rows.length <= AT_A_GLANCE
    const asked = this.hidden ? "" : folded(this.#field.value)
    for (const row of rows) row.hidden = !` ${folded((row.querySelector("th") ?? row).textContent)}`.includes(` ${asked}`)
    const shown = rows.filter((row) => !row.hidden).length
    this.querySelector("[role=status]").textContent = asked ? `${shown} / ${rows.length}` : ""
  }

  get #field() { return this.querySelector("input") }
}

customElements.define("list-filter", ListFilter)
