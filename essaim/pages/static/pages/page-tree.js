// The tree of pages: a branch opens in its place; while arranging, a page is dragged by its handle, or moved by the arrows.
// Without this script, links open each branch on its own page and the four buttons of a page move it.
import { refresh } from "../live/part.js"
import { asked, dropAt, stepOf } from "./drop.js"

class PageTree extends HTMLElement {
  #open = new Set()
  #carried
  #drop

  connectedCallback() {
    this.addEventListener("click", this.#onClick)
    this.addEventListener("submit", this.#onSubmit)
    this.addEventListener("keydown", this.#onKey)
    this.addEventListener("pointerdown", this.#onGrab)
    this.addEventListener("part-shown", this.#onShown)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#onClick)
    this.removeEventListener("submit", this.#onSubmit)
    this.removeEventListener("keydown", this.#onKey)
    this.removeEventListener("pointerdown", this.#onGrab)
    this.removeEventListener("part-shown", this.#onShown)
    this.#letGo()
  }

  // Branches

  #onClick = (event) => {
    const more = event.target.closest("a.page-more")
    if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const page = more.closest("[data-page]")
    const level = page.querySelector(":scope > ul")
    if (level) {
      level.remove()
      this.#open.delete(page.dataset.page)
      more.setAttribute("aria-expanded", "false")
    } else this.#expand(more)
  }

  async #expand(more) {
    const page = more.closest("[data-page]")
    const response = await fetch(more.dataset.src, { headers: { Accept: "text/html" } }).catch(() => null)
    if (!response?.ok) return void location.assign(more.href)
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("ul")
    if (!fresh || page.querySelector(":scope > ul")) return
    fresh.classList.remove("page-tree")
    page.append(document.importNode(fresh, true))
    this.#open.add(page.dataset.page)
    more.setAttribute("aria-expanded", "true")
  }

  #onShown = async () => {
    for (const key of this.#open) {
      const more = this.querySelector(`#more-${CSS.escape(key)}`)
      if (more && !more.closest("[data-page]").querySelector(":scope > ul")) await this.#expand(more)
    }
  }

  // Moving

  #onSubmit = (event) => {
    if (!event.target.matches(".page-steps")) return
    event.preventDefault()
    this.#send(event.target.action, { to: event.submitter.value })
  }

  #onKey = (event) => {
    const handle = event.target.closest(".page-handle")
    const to = stepOf(event.key)
    if (!handle || !to) return
    event.preventDefault()
    this.#send(this.#address(handle.closest("[data-page]")), { to })
  }

  #address(page) { return page.querySelector(":scope > .page-row form.page-steps").action }

  async #send(address, fields) {
    const response = await fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { "X-Part": "1" } }).catch(() => null)
    this.querySelector("[role=status]").textContent = response?.ok ? this.dataset.moved : this.dataset.failed
    const part = this.querySelector("live-part")
    if (part) await refresh(part)
    else if (response?.ok) location.reload()
  }

  // Dragging

  #onGrab = (event) => {
    const handle = event.target.closest(".page-handle")
    if (!handle || event.button) return
    event.preventDefault()
    handle.focus()
    this.#carried = handle.closest("[data-page]")
    this.#carried.classList.add("is-carried")
    document.addEventListener("pointermove", this.#onMove)
    document.addEventListener("pointerup", this.#onDrop)
    document.addEventListener("pointercancel", this.#letGo)
    document.addEventListener("keydown", this.#onEscape)
  }

  #onMove = (event) => {
    this.#unmark()
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest(".page-row")
    const page = row?.closest("[data-page]")
    if (!page || !this.contains(page) || this.#carried.contains(page)) return
    const box = row.getBoundingClientRect()
    const where = dropAt(event.clientY, box.top, box.height)
    this.#drop = { where, page }
    page.classList.add(`is-${where}`)
  }

  #onDrop = () => {
    const drop = this.#drop
    const carried = this.#carried
    this.#letGo()
    if (!drop) return
    let next = drop.page.nextElementSibling
    if (next === carried) next = next.nextElementSibling
    const { page, where } = drop
    const fields = asked({ where, target: page.dataset.page, parent: page.dataset.parent, next: next?.dataset.page ?? "" })
    this.#send(this.#address(carried), { to: "put", ...fields })
  }

  #onEscape = (event) => { if (event.key === "Escape") this.#letGo() }

  #letGo = () => {
    this.#unmark()
    this.#carried?.classList.remove("is-carried")
    this.#carried = undefined
    document.removeEventListener("pointermove", this.#onMove)
    document.removeEventListener("pointerup", this.#onDrop)
    document.removeEventListener("pointercancel", this.#letGo)
    document.removeEventListener("keydown", this.#onEscape)
  }

  #unmark() {
    this.#drop?.page.classList.remove("is-before", "is-after", "is-inside")
    this.#drop = undefined
  }
}

customElements.define("page-tree", PageTree)
