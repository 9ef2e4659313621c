// Puts what a board says into the page: only what changed is touched, so that a thousand notes follow a finger.
import { columns, times } from "./content.js"

const NIL = "00000000-0000-0000-0000-000000000000"

export class Drawing {
  #root
  #board
  #notes = new Map()
  #columns = new Map()
  #said = new Map()
  #names = new Map()
  #dots = new Map()
  #kinds

  constructor(root) {
    this.#root = root
    this.#board = root.querySelector("[data-columns]")
    for (const column of this.#board.children) this.#columns.set(column.dataset.group, column)
    for (const note of this.#board.querySelectorAll("[data-note]")) this.#notes.set(note.dataset.note, note)
    this.#kinds = new Map([...root.querySelectorAll("[data-kind-key]")].map((one) => [one.dataset.kindKey, one.dataset.kindSaid]))
    this.#learn(root.querySelectorAll("[data-known] [data-name-of]"))
    this.readNames()
  }

  note(id) { return this.#notes.get(id) }
  column(id) { return this.#columns.get(id) }

  /** Take the names and the notes of this person as the page now tells them. */
  readNames() {
    this.#learn(document.querySelectorAll(`#${this.#root.dataset.names} [data-name-of]`))
    const mine = new Set([...this.#root.dataset.mine.split(" "), ...[...document.querySelectorAll("[data-mine-note]")].map((one) => one.dataset.mineNote)])
    this.#dots = new Map([...document.querySelectorAll("[data-dots-of]")].map((one) => [one.dataset.dotsOf, one.textContent]))
    this.#isMine = (note) => [note, ...note.joined].some(({ id }) => mine.has(id))
    this.#said.clear()
  }

  #learn(told) { for (const one of told) this.#names.set(one.dataset.nameOf, one.textContent) }

  #isMine = () => false

  show(content) {
    const focused = this.#board.contains(document.activeElement) ? document.activeElement : null
    const wanted = columns(content)
    place(this.#board, wanted.map((column) => this.#drawnColumn(column)))
    const kept = new Set()
    for (const column of wanted) {
      place(this.#columns.get(column.id).querySelector("[data-notes]"), column.notes.map((note) => this.#drawnNote(note)))
      for (const note of column.notes) kept.add(note.id)
    }
    for (const [id, note] of this.#notes) if (!kept.has(id)) { note.remove(); this.#notes.delete(id); this.#said.delete(id) }
    const ids = new Set(wanted.map(({ id }) => id))
    for (const id of this.#columns.keys()) if (!ids.has(id)) this.#columns.delete(id)
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true })
  }

  #drawnColumn(column) {
    let drawn = this.#columns.get(column.id)
    if (!drawn) {
      drawn = this.#copy("[data-column-template]", column.id)
      drawn.dataset.group = column.id
      this.#columns.set(column.id, drawn)
    }
    const count = String(column.notes.reduce((n, note) => n + times(note), 0))
    if (column.id && drawn.dataset.name !== column.name) {
      drawn.dataset.name = column.name
      drawn.setAttribute("aria-label", column.name)
      drawn.querySelector("[data-name-shown]").textContent = column.name
      drawn.querySelector("[data-group-handle]").setAttribute("aria-label", this.#root.dataset.manage.replace("{family}", column.name))
    }
    this.#weigh(drawn.querySelector(".board-head [data-dots]"), column.id)
    const shown = drawn.querySelector("[data-count]")
    if (shown.textContent !== count) shown.textContent = count
    return drawn
  }

  #drawnNote(note) {
    let drawn = this.#notes.get(note.id)
    if (!drawn) {
      drawn = this.#copy("[data-note-template]", note.id)
      drawn.dataset.note = note.id
      drawn.querySelector("[data-handle]").tabIndex = -1
      this.#notes.set(note.id, drawn)
    }
    const who = [...new Set([note, ...note.joined].map(({ id }) => this.#names.get(id)).filter(Boolean))].join(", ") || note.source
    const said = [note.text, times(note), note.kind, who, this.#isMine(note)].join("\n")
    if (this.#said.get(note.id) !== said) {
      this.#said.set(note.id, said)
      drawn.querySelector("[data-words]").textContent = note.text
      drawn.querySelector("[data-times]").textContent = times(note) > 1 ? `×${times(note)}` : ""
      drawn.querySelector("[data-kind]").textContent = this.#kinds.get(note.kind) ?? ""
      drawn.querySelector("[data-who]").textContent = who
      this.#weigh(drawn.querySelector("[data-dots]"), note.id)
      drawn.querySelector("[data-handle]").setAttribute("aria-label", this.#root.dataset.sort.replace("{note}", note.text))
      drawn.toggleAttribute("data-mine", this.#isMine(note))
      for (const key of this.#kinds.keys()) drawn.classList.toggle(`is-${key}`, key === note.kind)
    }
    return drawn
  }

  /** The dots of the last vote, beside what was voted on. */
  #weigh(element, id) {
    const said = this.#dots.get(id) ?? ""
    if (element.textContent !== said) element.textContent = said
  }

  #copy(template, id) {
    const made = this.#root.querySelector(template).content.firstElementChild.cloneNode(true)
    for (const link of made.querySelectorAll("a")) link.setAttribute("href", link.getAttribute("href").replace(NIL, id))
    return made
  }
}

/** Give `parent` these children in this order; one that moved costs one move, whatever the length. */
function place(parent, wanted) {
  const kept = new Set(wanted)
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove()
  let at = parent.firstElementChild
  for (const one of wanted) {
    if (at === one) at = at.nextElementSibling
    else if (at && at.nextElementSibling === one) { at.remove(); at = one.nextElementSibling }
    else parent.insertBefore(one, at)
  }
}
