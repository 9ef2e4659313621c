// Moving notes between families: by dragging (mouse, pen, or the handle under a finger), or from the keyboard.
// Each note holds a form that does the same without this script; its words come from the page.
const FAR_ENOUGH = 6

class NoteBoard extends HTMLElement {
  #held = null
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    const options = { signal: this.#listening.signal }
    this.addEventListener("pointerdown", (event) => this.#press(event), options)
    this.addEventListener("keydown", (event) => this.#key(event), options)
  }

  disconnectedCallback() {
    this.#listening?.abort()
    this.#drop(null)
  }

  #columns() { return [...this.querySelectorAll("[data-family]")] }
  #note(id) { return this.querySelector(`[data-note="${CSS.escape(id)}"]`) }

  #say(words, note, column) {
    const text = words.replace("{note}", note?.dataset.words ?? "").replace("{family}", column?.dataset.name ?? "")
    this.querySelector("[data-say]").textContent = text
  }

  // By pointer

  #press(event) {
    const note = event.target.closest("[data-note]")
    const handle = event.target.closest("[data-handle]")
    const pressed = event.target.closest("button, input, summary, a, textarea")
    if (!note || event.button || (pressed && !handle) || (event.pointerType === "touch" && !handle)) return
    const start = { x: event.clientX, y: event.clientY }
    const box = note.getBoundingClientRect()
    let ghost = null
    const gesture = new AbortController()
    const options = { signal: gesture.signal }
    const move = (moved) => {
      if (!ghost && Math.hypot(moved.clientX - start.x, moved.clientY - start.y) < FAR_ENOUGH) return
      if (!ghost) {
        ghost = note.cloneNode(true)
        ghost.removeAttribute("id")
        ghost.classList.add("is-dragged")
        ghost.style.inlineSize = `${box.width}px`
        document.body.append(ghost)
        this.#take(note)
      }
      ghost.style.transform = `translate(${box.x + moved.clientX - start.x}px, ${box.y + moved.clientY - start.y}px)`
      this.#aim(document.elementFromPoint(moved.clientX, moved.clientY)?.closest("[data-family]"))
    }
    const end = (ended) => {
      gesture.abort()
      ghost?.remove()
      if (ghost) this.#drop(ended.type === "pointerup" ? this.#held?.column : null)
    }
    addEventListener("pointermove", move, options)
    addEventListener("pointerup", end, options)
    addEventListener("pointercancel", end, options)
    if (event.pointerType !== "touch" || handle) event.preventDefault()
    note.focus({ preventScroll: true })
  }

  // From the keyboard

  #key(event) {
    const note = event.target.closest("[data-note]")
    if (!note || event.target !== note && !this.#held) return
    if (!this.#held) {
      if (event.key !== " " && event.key !== "Enter") return
      this.#take(note)
      this.#say(this.dataset.taken, note)
    } else if (event.key === "Escape") {
      this.#drop(null)
      this.#say(this.dataset.left, note)
    } else if (event.key === " " || event.key === "Enter") {
      this.#drop(this.#held.column)
    } else {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (!step) return
      const columns = this.#columns()
      const here = columns.indexOf(this.#held.column ?? note.closest("[data-family]"))
      this.#aim(columns[(here + step + columns.length) % columns.length])
      this.#say(this.dataset.over, note, this.#held.column)
    }
    event.preventDefault()
  }

  // The same for both

  #take(note) {
    this.#held = { id: note.dataset.note, column: null }
    note.classList.add("is-held")
  }

  #aim(column) {
    if (!this.#held) return
    this.#held.column = column && this.contains(column) ? column : null
    for (const one of this.#columns()) one.classList.toggle("is-target", one === this.#held.column)
  }

  #drop(column) {
    const id = this.#held?.id
    this.#held = null
    for (const one of this.#columns()) one.classList.remove("is-target")
    const note = id && this.#note(id)
    note?.classList.remove("is-held")
    if (note && column && note.closest("[data-family]") !== column) this.#send(note, column)
  }

  async #send(note, column) {
    const from = note.closest("[data-family]")
    const next = note.nextElementSibling
    column.append(note)
    note.focus({ preventScroll: true })
    this.#say(this.dataset.dropped, note, column)
    const body = new URLSearchParams({ input_id: crypto.randomUUID(), from: "console", of: note.dataset.note, to: column.dataset.family })
    const headers = { Accept: "text/html", "X-Island": "board" }
    const response = await fetch(this.dataset.move, { method: "POST", body, headers }).catch(() => null)
    if (response?.ok) return
    from.insertBefore(note, next)
    const page = response && new DOMParser().parseFromString(await response.text(), "text/html")
    this.#say(page?.querySelector(".notice")?.textContent.trim() || this.dataset.failed, note, from)
    this.querySelector("[data-say]").classList.remove("visually-hidden")
  }
}

customElements.define("note-board", NoteBoard)
