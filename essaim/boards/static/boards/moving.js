// Taking a note and putting it elsewhere: with a mouse, a pen, a finger on its handle, or from the keyboard.
const FAR_ENOUGH = 6
const EDGE = 48
const STEP = 14

export class Moving {
  #root
  #board
  #held = null
  #listening = new AbortController()

  /** `drop(note, group, before)` when a note is put down; `say(words, note, column, place, of)` for those who listen. */
  constructor(root, { drop, say, may }) {
    this.#root = root
    this.#board = root.querySelector("[data-columns]")
    this.drop = drop
    this.say = say
    this.may = may
    const options = { signal: this.#listening.signal }
    this.#board.addEventListener("pointerdown", (event) => this.#press(event), options)
    this.#board.addEventListener("keydown", (event) => this.#key(event), options)
    this.#board.addEventListener("focusin", (event) => this.#rove(event.target.closest("[data-handle]")), options)
    this.#board.addEventListener("focusout", (event) => { if (this.#held && !this.#held.ghost && !this.#board.contains(event.relatedTarget)) this.#end(false) }, options)
    const handles = this.#board.querySelectorAll("[data-handle]")
    for (const handle of handles) handle.tabIndex = -1
    if (handles[0]) handles[0].tabIndex = 0
  }

  destroy() {
    this.#listening.abort()
    this.#end(false)
  }

  /** After the notes were drawn again: one of them can be reached with Tab. */
  settle() {
    if (!this.#board.querySelector("[data-handle][tabindex='0']")) {
      const first = this.#board.querySelector("[data-handle]")
      if (first) first.tabIndex = 0
    }
    if (this.#held && !this.#held.note.isConnected) this.#end(false)
  }

  #rove(handle) {
    if (!handle) return
    for (const one of this.#board.querySelectorAll("[data-handle][tabindex='0']")) one.tabIndex = -1
    handle.tabIndex = 0
  }

  #columns() { return [...this.#board.children] }
  #notes(column) { return [...column.querySelectorAll("[data-note]")] }

  // By pointer

  #press(event) {
    const note = event.target.closest("[data-note]")
    const handle = event.target.closest("[data-handle]")
    if (!note || event.button || !this.may() || (event.pointerType === "touch" && !handle)) return
    const start = { x: event.clientX, y: event.clientY }
    const box = note.getBoundingClientRect()
    const gesture = new AbortController()
    const options = { signal: gesture.signal }
    let last = event, scrolling = 0
    const scroll = () => {
      scrolling = 0
      if (!this.#held) return
      const frame = this.#board.getBoundingClientRect()
      const x = last.clientX > Math.min(frame.right, innerWidth) - EDGE ? STEP : last.clientX < Math.max(frame.left, 0) + EDGE ? -STEP : 0
      const y = last.clientY > innerHeight - EDGE ? STEP : last.clientY < EDGE ? -STEP : 0
      if (!x && !y) return
      this.#board.scrollBy(x, 0)
      window.scrollBy(0, y)
      this.#aimAt(last.clientX, last.clientY)
      scrolling = requestAnimationFrame(scroll)
    }
    const move = (moved) => {
      last = moved
      if (!this.#held) {
        if (Math.hypot(moved.clientX - start.x, moved.clientY - start.y) < FAR_ENOUGH) return
        this.#take(note, box)
      }
      this.#held.ghost.style.transform = `translate(${box.x + moved.clientX - start.x}px, ${box.y + moved.clientY - start.y}px)`
      this.#aimAt(moved.clientX, moved.clientY)
      scrolling ||= requestAnimationFrame(scroll)
    }
    const end = (ended) => {
      gesture.abort()
      cancelAnimationFrame(scrolling)
      const dragged = Boolean(this.#held)
      this.#end(ended.type === "pointerup")
      // The press that ends a drag is no press on the handle.
      if (dragged) addEventListener("click", (click) => click.preventDefault() || click.stopImmediatePropagation(), { capture: true, once: true, signal: soon() })
    }
    addEventListener("pointermove", move, options)
    addEventListener("pointerup", end, options)
    addEventListener("pointercancel", end, options)
    note.addEventListener("dragstart", (drag) => drag.preventDefault(), options)
  }

  #aimAt(x, y) {
    const under = document.elementFromPoint(x, y)
    const column = under?.closest("[data-group]")
    if (!column || !this.#board.contains(column)) return this.#aim(null)
    const over = under.closest("[data-note]")
    if (!over || over === this.#held.note) return this.#aim(column, over === this.#held.note ? this.#held.note.nextElementSibling : null)
    const { top, height } = over.getBoundingClientRect()
    this.#aim(column, y < top + height / 2 ? over : over.nextElementSibling)
  }

  // From the keyboard

  #key(event) {
    const handle = event.target.closest("[data-handle]")
    const note = handle?.closest("[data-note]")
    if (!note || event.ctrlKey || event.metaKey || event.altKey) return
    if (this.#held) this.#keyHeld(event)
    else if (event.key === " ") {
      if (!this.may()) return
      this.#take(note)
      this.#aim(note.closest("[data-group]"), note.nextElementSibling)
      this.say("taken", note)
    } else if (!this.#walk(event.key, note)) return
    event.preventDefault()
    event.stopPropagation()
  }

  #keyHeld(event) {
    const { note, column, before } = this.#held
    const columns = this.#columns(), here = columns.indexOf(column)
    const others = this.#notes(column).filter((one) => one !== note)
    const at = before ? others.indexOf(before) : others.length
    if (event.key === "Escape") return this.#end(false) || this.say("left", note)
    if (event.key === " " || event.key === "Enter") return this.#end(true)
    const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key], step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (side) this.#aim(columns[(here + side + columns.length) % columns.length], null)
    else if (step) this.#aim(column, others[Math.max(0, Math.min(others.length, at + step))] ?? null)
    else return
    const now = this.#notes(this.#held.column).filter((one) => one !== note)
    const place = this.#held.before ? now.indexOf(this.#held.before) + 1 : now.length + 1
    this.#held.column.scrollIntoView({ block: "nearest", inline: "nearest" })
    this.say("over", note, this.#held.column, place, now.length + 1)
  }

  #walk(key, note) {
    const column = note.closest("[data-group]"), notes = this.#notes(column), at = notes.indexOf(note)
    const step = { ArrowDown: 1, ArrowUp: -1 }[key], side = { ArrowRight: 1, ArrowLeft: -1 }[key]
    let to
    if (step) to = notes[at + step]
    else if (key === "Home") to = notes[0]
    else if (key === "End") to = notes.at(-1)
    else if (side) {
      const filled = this.#columns().filter((one) => one === column || this.#notes(one).length)
      const next = filled[filled.indexOf(column) + side]
      to = next && this.#notes(next)[Math.min(at, this.#notes(next).length - 1)]
    } else return false
    to?.querySelector("[data-handle]").focus()
    return true
  }

  // The same for both

  #take(note, box) {
    this.#held = { note, column: null, before: null, ghost: null }
    note.classList.add("is-held")
    if (!box) return
    const ghost = note.cloneNode(true)
    ghost.removeAttribute("data-note")
    ghost.setAttribute("aria-hidden", "true")
    ghost.classList.remove("is-held", "is-after")
    ghost.classList.add("is-dragged")
    ghost.style.inlineSize = `${box.width}px`
    document.body.append(ghost)
    this.#held.ghost = ghost
    getSelection()?.removeAllRanges()
  }

  #aim(column, before = null) {
    const held = this.#held
    if (held.column === column && held.before === before) return
    held.column?.classList.remove("is-target")
    held.before?.classList.remove("is-after")
    held.column = column
    held.before = column && before === held.note ? held.note.nextElementSibling : column && before
    column?.classList.add("is-target")
    held.before?.classList.add("is-after")
  }

  #end(isPut) {
    const held = this.#held
    if (!held) return
    const { note, column, before } = held
    this.#held = null
    before?.classList.remove("is-after")
    held.ghost?.remove()
    column?.classList.remove("is-target")
    note.classList.remove("is-held")
    if (isPut && column) this.drop(note, column.dataset.group, before?.dataset.note ?? "")
  }
}

function soon() {
  return AbortSignal.timeout ? AbortSignal.timeout(50) : undefined
}
