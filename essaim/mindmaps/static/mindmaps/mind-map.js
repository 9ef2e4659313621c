// A mind map made by several at once: its outline and its drawing show the same, and follow what everybody does.
// The server's outline is read until the document is here; then this takes its place.
import { Connection } from "../documents/connection.js"
import { Y } from "../vendor/editor/cowriting.js"
import { draw } from "./drawing.js"
import { DEEPEST, MindMap, Refused, oneLine } from "./edits.js"
import { layout } from "./layout.js"
import { Outline } from "./outline.js"
import { wireTools } from "./tools.js"
import { ROOT, foldedAtFirst } from "./tree.js"

const DRAFT = "draft"
// Under this share of its size a drawing is not read any more: it is then shown in full, and scrolls.
const READABLE = 0.7

class MindMapPage extends HTMLElement {
  #connection
  #map
  #undo
  #outline
  #tools
  #tree
  #selected = ROOT
  #folded = new Set()
  #editing = null
  #asked = 0
  #isFull = null
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    this.#folded = new Set(JSON.parse(sessionStorage.getItem(this.#foldedKey) || "[]"))
    this.#connection = new Connection(this, {
      show: () => this.#begin(),
      settle: () => this.#tools?.settle(this.#connection.mayWrite),
      isKept: (doc) => doc.getMap("nodes").size > 0,
    })
  }

  disconnectedCallback() {
    this.#listening.abort()
    cancelAnimationFrame(this.#asked)
    this.#undo?.destroy()
    this.#connection.destroy()
    this.#map = undefined
  }

  get #foldedKey() { return `essaim-folded:${this.dataset.document}` }

  #begin() {
    if (this.#map) return
    const { doc, awareness } = this.#connection
    this.#map = new MindMap(Y, doc)
    this.#undo = new Y.UndoManager(this.#map.shared, { trackedOrigins: new Set([this.#map]), captureTimeout: 400 })
    for (const shared of this.#map.shared) shared.observeDeep(() => this.#ask())
    awareness.on("change", () => this.#ask())
    const list = document.createElement("ul")
    list.className = "map-outline"
    list.setAttribute("role", "tree")
    list.setAttribute("aria-label", this.dataset.label)
    this.querySelector(".map-outline").replaceWith(list)
    this.#outline = new Outline(list, { field: this.dataset.field, draft: this.dataset.draft }, (event) => this.#typed(event))
    this.#tools = wireTools(this, this.#acts, this.#listening.signal)
    const { signal } = this.#listening
    list.addEventListener("click", (event) => this.#pressed(event), { signal })
    list.addEventListener("dblclick", () => this.#acts.rename(), { signal })
    list.addEventListener("keydown", (event) => this.#key(event), { signal })
    list.addEventListener("focusin", (event) => this.#select(event.target.closest("[data-idea]")?.dataset.idea), { signal })
    this.querySelector(".map-drawing").addEventListener("click", (event) => {
      const idea = event.target.closest("[data-idea]")?.dataset.idea
      if (idea) this.#select(idea, { focus: true })
    }, { signal })
    if (sessionStorage.getItem(this.#foldedKey) === null) this.#folded = foldedAtFirst(this.#map.tree())
    this.#render()
    this.#tools.settle(this.#connection.mayWrite)
    this.dispatchEvent(new CustomEvent("mind-map:ready", { bubbles: true }))
  }

  #ask() {
    if (!this.#asked) this.#asked = requestAnimationFrame(() => this.#render())
  }

  #render() {
    cancelAnimationFrame(this.#asked)
    this.#asked = 0
    if (!this.#map) return
    const before = this.#tree
    const tree = this.#tree = this.#map.tree()
    if (!tree.branches.has(this.#selected)) this.#selected = nearest(before, tree, this.#selected)
    if (this.#editing && this.#editing.id !== DRAFT && !tree.branches.has(this.#editing.id)) this.#editing = null
    if (this.#editing?.id === DRAFT && !tree.branches.has(this.#editing.parent)) this.#editing = null
    const legend = this.#map.legend()
    this.#outline.show({ tree, legend, selected: this.#selected, folded: this.#folded, editing: this.#editing, others: this.#others() })
    this.#tools.show(tree, legend, this.#selected, this.#map, this.#undo)
    this.#draw(tree)
  }

  #draw(tree) {
    const frame = this.querySelector(".map-frame")
    const found = layout(tree, { folded: this.#folded })
    const svg = draw(found, this.dataset.drawing.replace("{n}", tree.branches.size - 1), this.#selected)
    const isFull = this.#isFull ?? (frame.clientWidth > 0 && frame.clientWidth / found.width < READABLE)
    svg.classList.toggle("is-full", isFull)
    this.querySelector("[data-size]").setAttribute("aria-pressed", String(!isFull))
    const { scrollLeft, scrollTop } = frame
    const isFirst = !frame.dataset.drawn && frame.clientWidth > 0
    frame.replaceChildren(svg)
    frame.scrollTo(scrollLeft, scrollTop)
    if (!isFirst) return
    frame.dataset.drawn = ""
    const centre = found.places.find(({ id }) => id === ROOT)
    frame.scrollTo(centre.x + centre.width / 2 - frame.clientWidth / 2, centre.y + centre.height / 2 - frame.clientHeight / 2)
  }

  /** Who else is on which idea. */
  #others() {
    const found = new Map()
    for (const { user, idea } of this.#connection.awareness.getStates().values()) {
      if (!user || user.id === this.dataset.member || typeof idea !== "string") continue
      found.set(idea, [...(found.get(idea) ?? []).filter(({ name }) => name !== user.name), { name: user.name, tone: Number(user.tone) || 0 }])
    }
    return found
  }

  #select(id, { focus = false } = {}) {
    if (!id || id === DRAFT || (id === this.#selected && !focus)) return
    this.#selected = id
    this.#unfold(id)
    this.#connection.awareness.setLocalStateField("idea", id)
    if (!this.#outline.isBusy) this.#render()
    if (!focus) return
    this.#outline.focus(id)
  }

  #unfold(id) {
    for (let up = this.#tree.branches.get(id)?.parent; up; up = this.#tree.branches.get(up).parent) this.#folded.delete(up)
  }

  #toggle(id, isFolded = !this.#folded.has(id)) {
    if (id === ROOT || !this.#tree.branches.get(id)?.children.length) return
    if (isFolded) this.#folded.add(id)
    else this.#folded.delete(id)
    sessionStorage.setItem(this.#foldedKey, JSON.stringify([...this.#folded]))
    this.#render()
  }

  #pressed(event) {
    const fold = event.target.closest("[data-fold]")
    if (fold) this.#toggle(fold.dataset.fold)
  }

  /** Do something of the map; a refusal is said, and changes nothing. `words` name what was done. */
  #do(act, words = "") {
    if (!this.#connection.mayWrite) return undefined
    try {
      if (!this.#editing) this.#undo.stopCapturing()
      const text = this.#map.text(this.#selected)
      const done = act()
      if (words && done !== false) this.#say(words.replace("{idea}", text))
      if (done === false) this.#say(this.dataset.end)
      this.#render()
      return done
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.#say(this.dataset[`refused${error.code[0].toUpperCase()}${error.code.slice(1)}`])
      return undefined
    }
  }

  #say(words) { this.querySelector("[data-say]").textContent = words }

  #acts = {
    finish: () => { if (this.#outline.field) this.#keep(this.#outline.field.value) },
    child: () => this.#draft(this.#selected, null),
    sibling: () => {
      const { parent } = this.#tree.branches.get(this.#selected)
      return parent ? this.#draft(parent, this.#selected) : this.#draft(ROOT, null)
    },
    rename: () => {
      if (!this.#connection.mayWrite || this.#editing) return
      this.#editing = { id: this.#selected, was: this.#map.text(this.#selected) }
      this.#render()
    },
    up: () => this.#moved(() => this.#map.step(this.#selected, -1)),
    down: () => this.#moved(() => this.#map.step(this.#selected, 1)),
    inside: () => this.#moved(() => this.#map.indent(this.#selected)),
    out: () => this.#moved(() => this.#map.outdent(this.#selected)),
    to: (parent) => this.#moved(() => this.#map.move(this.#selected, parent)),
    paint: (tone) => this.#do(() => this.#map.paint(this.#selected, tone)),
    remove: () => {
      const next = beside(this.#tree, this.#selected)
      if (this.#do(() => this.#map.remove(this.#selected) ?? true, this.dataset.removed)) this.#select(next, { focus: true })
    },
    restore: (id) => this.#do(() => this.#map.restore(id)),
    fold: () => this.#toggle(this.#selected),
    undo: () => this.#do(() => { this.#undo.undo() }),
    redo: () => this.#do(() => { this.#undo.redo() }),
    full: (isFull) => { this.#isFull = isFull; this.#render() },
  }

  #moved(act) {
    this.#do(() => act() ?? true, this.dataset.moved)
    this.#unfold(this.#selected)
    this.#outline.focus(this.#selected)
  }

  #draft(parent, after) {
    if (!this.#connection.mayWrite) return
    if (this.#tree.branches.get(parent).level >= DEEPEST) return this.#say(this.dataset.refusedDeep)
    this.#folded.delete(parent)
    this.#editing = { id: DRAFT, parent, after }
    this.#render()
  }

  // In the field

  #typed(event) {
    if (event.type === "input") return this.#editing?.id !== DRAFT && this.#do(() => this.#map.rename(this.#editing.id, event.target.value))
    if (event.type === "blur") return this.#outline.isBusy ? undefined : this.#keep(event.target.value)
    if (event.isComposing) return undefined
    const { key, shiftKey } = event
    if (key === "Escape") {
      event.preventDefault()
      event.stopPropagation()
      return this.#leave()
    }
    if (key !== "Enter" && (key !== "Tab" || shiftKey || !oneLine(event.target.value))) return event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
    const was = this.#editing
    const kept = this.#keep(event.target.value)
    if (key === "Tab") return kept && this.#draft(kept, null)
    if (kept && was.id === DRAFT) return this.#draft(was.parent, kept)
    return this.#outline.focus(this.#selected)
  }

  /** Keep what the field holds; gives the id of the idea, or nothing when there is none. */
  #keep(typed) {
    const was = this.#editing
    if (!was) return undefined
    this.#editing = null
    const text = oneLine(typed)
    if (was.id === DRAFT) {
      const made = text ? this.#do(() => this.#map.add(was.parent, text, was.after)) : undefined
      if (made) this.#select(made)
      this.#undo.stopCapturing()
      this.#render()
      return made
    }
    this.#do(() => this.#map.rename(was.id, text || was.was))
    this.#undo.stopCapturing()
    return was.id
  }

  #leave() {
    const was = this.#editing
    this.#editing = null
    if (was.id !== DRAFT) this.#do(() => this.#map.rename(was.id, was.was))
    this.#render()
    this.#outline.focus(this.#selected)
  }

  // On a row

  #key(event) {
    if (!event.target.matches("[role=treeitem]")) return
    const act = this.#actOf(event)
    if (!act) return
    event.preventDefault()
    act()
  }

  #actOf({ key, altKey, ctrlKey, metaKey, shiftKey }) {
    const acts = this.#acts
    if ((ctrlKey || metaKey) && !altKey) {
      const lower = key.toLowerCase()
      return lower === "z" ? (shiftKey ? acts.redo : acts.undo) : lower === "y" ? acts.redo : undefined
    }
    if (altKey) return { ArrowUp: acts.up, ArrowDown: acts.down, ArrowRight: acts.inside, ArrowLeft: acts.out }[key]
    const rows = this.#outline.order()
    const at = rows.indexOf(this.#selected)
    const go = (id) => () => this.#select(id, { focus: true })
    return {
      ArrowDown: go(rows[at + 1]), ArrowUp: go(rows[at - 1]), Home: go(rows[0]), End: go(rows.at(-1)),
      ArrowRight: () => this.#right(), ArrowLeft: () => this.#left(),
      Enter: acts.sibling, Insert: acts.child, F2: acts.rename, Delete: acts.remove,
    }[key]
  }

  #right() {
    if (this.#folded.has(this.#selected)) this.#toggle(this.#selected, false)
    else this.#select(this.#tree.branches.get(this.#selected).children[0], { focus: true })
  }

  #left() {
    const { parent, children } = this.#tree.branches.get(this.#selected)
    if (children.length && parent && !this.#folded.has(this.#selected)) this.#toggle(this.#selected, true)
    else this.#select(parent, { focus: true })
  }
}

/** Where one goes when an idea leaves: the next one beside it, the one before, or its parent. */
function beside(tree, id) {
  const { parent } = tree.branches.get(id)
  if (!parent) return ROOT
  const siblings = tree.branches.get(parent).children
  const at = siblings.indexOf(id)
  return siblings[at + 1] ?? siblings[at - 1] ?? parent
}

function nearest(before, tree, id) {
  let found = before?.branches.get(id)?.parent
  while (found && !tree.branches.has(found)) found = before.branches.get(found)?.parent
  return found || ROOT
}

customElements.define("mind-map", MindMapPage)
