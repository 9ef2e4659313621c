// The outline of a map: a tree of rows, one of which has the focus; a row becomes a field while its words are typed.
import { toneSign } from "./drawing.js"
import { LONGEST } from "./edits.js"
import { ROOT, under } from "./tree.js"

const DRAFT = "draft"

export class Outline {
  #list
  #words
  #rows = new Map()
  #busy = false
  #typed

  /** `list` is the element of the tree; `words` says { field, draft }; `typed(event)` is told what happens in the field. */
  constructor(list, words, typed) {
    this.#list = list
    this.#words = words
    this.#typed = typed
  }

  get field() { return this.#list.querySelector("input") }

  /** Whether the list is being put in order: what the field loses then is given back. */
  get isBusy() { return this.#busy }

  has(element) { return element === this.#list || this.#list.contains(element) }

  focus(id) { this.#rows.get(id)?.focus() }

  /** Ids of the rows as they are shown. */
  order() { return [...this.#list.children].map((row) => row.dataset.idea) }

  show({ tree, legend, selected, folded, editing, others }) {
    this.#busy = true
    const held = this.#held()
    const shown = rowsOf(tree, folded, editing)
    for (const [id, row] of this.#rows) if (!shown.some((one) => one.id === id)) { row.remove(); this.#rows.delete(id) }
    shown.forEach((one, at) => {
      const row = this.#rows.get(one.id) ?? this.#made(one.id)
      if (this.#list.children[at] !== row) this.#list.insertBefore(row, this.#list.children[at] ?? null)
      this.#fill(row, one, { tree, legend, selected, folded, editing, others })
    })
    this.#give(held, selected)
    this.#busy = false
  }

  #made(id) {
    const row = document.createElement("li")
    row.className = "map-row"
    row.dataset.idea = id
    row.id = `idea-${id}`
    row.setAttribute("role", "treeitem")
    this.#rows.set(id, row)
    return row
  }

  #fill(row, { id, level, parent, at, of }, { tree, legend, selected, folded, editing, others }) {
    const branch = tree.branches.get(id)
    const isEdited = editing?.id === id
    row.className = `map-row is-level-${Math.min(level, 12)}`
    const attributes = {
      "aria-level": level + 1, "aria-posinset": at, "aria-setsize": of, "aria-selected": id === selected,
      tabindex: id === selected && !isEdited ? 0 : -1,
      "aria-expanded": branch?.children.length ? !folded.has(id) : null,
    }
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) row.removeAttribute(name)
      else row.setAttribute(name, value)
    }
    if (isEdited) return this.#edit(row, branch, parent, tree)
    const said = legend.get(branch.tone)
    const state = JSON.stringify([branch.text, branch.tone, said, branch.children.length, folded.has(id), others.get(id)])
    if (row.dataset.state === state) return
    row.dataset.state = state
    row.replaceChildren(fold(branch, folded.has(id), tree), span("map-words", branch.text || "…"))
    if (said) row.append(tone(branch.tone, said))
    for (const { name, tone: color } of others.get(id) ?? []) {
      // Said by the list of who is here; in the name of the row it would change what is read at each move.
      row.append(span(`map-person is-tone-${color % 8}`, name))
      row.lastChild.setAttribute("aria-hidden", "true")
    }
  }

  #edit(row, branch, parent, tree) {
    delete row.dataset.state
    let field = row.querySelector("input")
    if (!field) {
      field = document.createElement("input")
      Object.assign(field, { className: "input", maxLength: LONGEST, autocomplete: "off", enterKeyHint: "done" })
      field.setAttribute("aria-label", branch ? this.#words.field : this.#words.draft.replace("{parent}", tree.branches.get(parent).text))
      field.value = branch?.text ?? ""
      if (branch && branch.text.length > LONGEST) field.maxLength = branch.text.length
      for (const kind of ["input", "keydown", "blur"]) field.addEventListener(kind, this.#typed)
      row.replaceChildren(span("map-fold", ""), field)
      field.focus()
      field.select()
    } else if (branch && branch.text !== field.value.trim().replace(/\s+/gu, " ")) {
      const { selectionStart: start, selectionEnd: end } = field
      field.value = branch.text
      field.setSelectionRange(start, end)
    }
  }

  #held() {
    const active = document.activeElement
    if (!this.#list.contains(active)) return null
    return { row: active.closest("[data-idea]")?.dataset.idea, start: active.selectionStart, end: active.selectionEnd }
  }

  #give(held, selected) {
    if (!held || this.#list.contains(document.activeElement)) return
    const row = this.#rows.get(held.row) ?? this.#rows.get(selected)
    const field = row?.querySelector("input")
    if (field) {
      field.focus()
      field.setSelectionRange(held.start, held.end)
    } else row?.focus()
  }
}

/** The rows to show, in order; where the words of a new idea are being typed, a row for them. */
function rowsOf(tree, folded, editing) {
  const rows = []
  const closed = new Set()
  for (const [id, branch] of tree.branches) {
    if (closed.has(branch.parent)) { closed.add(id); continue }
    if (folded.has(id) && id !== ROOT && editing?.parent !== id) closed.add(id)
    const siblings = branch.parent ? tree.branches.get(branch.parent).children : [ROOT]
    rows.push({ id, level: branch.level, parent: branch.parent, at: siblings.indexOf(id) + 1, of: siblings.length })
  }
  if (editing?.id !== DRAFT || !tree.branches.has(editing.parent)) return rows
  const { parent, after } = editing
  const siblings = tree.branches.get(parent).children
  const sibling = siblings.includes(after) ? after : siblings.at(-1)
  const last = new Set(sibling ? [sibling, ...under(tree, sibling)] : [parent])
  const at = rows.findLastIndex(({ id }) => last.has(id))
  const place = sibling ? siblings.indexOf(sibling) + 2 : 1
  rows.splice(at + 1, 0, { id: DRAFT, level: tree.branches.get(parent).level + 1, parent, at: place, of: siblings.length + 1 })
  return rows
}

function span(className, text) {
  const made = document.createElement("span")
  made.className = className
  made.textContent = text
  return made
}

function fold({ id, children }, isFolded, tree) {
  const made = span("map-fold", !children.length || id === ROOT ? "" : isFolded ? `▸ ${under(tree, id).length}` : "▾")
  made.setAttribute("aria-hidden", "true")
  if (children.length && id !== ROOT) made.dataset.fold = id
  return made
}

function tone(name, said) {
  const made = span("chip", "")
  made.append(toneSign(name), said)
  return made
}
