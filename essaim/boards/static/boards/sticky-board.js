// A board that several people arrange at once. The page is whole without this script: each note and each family has a
// page of forms; here the same forms open in place, and notes are also dragged or moved from the keyboard.
import * as acts from "./acts.js"
import { read, shownNote } from "./content.js"
import { Drawing } from "./drawing.js"
import { Link } from "./link.js"
import { Moving } from "./moving.js"

const SAYS_SAVING_AFTER_MS = 700
const VIEW = "essaim-board-view"

class StickyBoard extends HTMLElement {
  #link
  #drawing
  #moving
  #content
  #listening
  #frame = 0
  #saying
  // What was done by a form is undone by the server, what was done here by Yjs: the order in which they came.
  #done = []

  connectedCallback() {
    this.#listening = new AbortController()
    const options = { signal: this.#listening.signal }
    this.#drawing = new Drawing(this)
    this.#moving = new Moving(this, {
      drop: (note, group, before) => this.#drop(note, group, before),
      say: (...what) => this.#say(...what),
      may: () => this.#mayWrite,
    })
    this.#link = new Link(this.dataset, () => this.#later(), (state) => this.#tell(state))
    this.addEventListener("submit", (event) => this.#submit(event), options)
    this.addEventListener("click", (event) => this.#click(event), options)
    this.addEventListener("keydown", (event) => this.#shortcut(event), options)
    document.addEventListener("part-shown", () => { this.#drawing.readNames(); this.#later() }, options)
    const view = this.querySelector("[data-view]")
    view.hidden = false
    this.#view(remembered() === "list")
  }

  disconnectedCallback() {
    this.#listening.abort()
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#saying)
    this.#moving.destroy()
    this.#link.destroy()
  }

  get #mayWrite() { return this.#link.isReady && this.#link.isEditable }

  // Many changes in one frame are drawn once.
  #later() { this.#frame ||= requestAnimationFrame(() => this.#draw()) }

  #draw() {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    if (!this.#link.isReady) return
    this.#content = read(this.#link.doc)
    this.#drawing.show(this.#content)
    this.#moving.settle()
    this.toggleAttribute("editable", this.#link.isEditable)
    for (const one of this.querySelectorAll("[data-for-hands]")) one.hidden = !this.#link.isEditable
    this.querySelector("[data-redo]").hidden = !this.#link.canRedo
  }

  // Gestures

  #write(writes) {
    if (!this.#link.write(writes)) return false
    this.#done.push("here")
    this.#draw()
    return true
  }

  #drop(element, group, before) {
    const note = shownNote(this.#content, element.dataset.note)
    if (!note) return
    this.#write(acts.move(this.#content, note, group, before))
    const drawn = this.#drawing.note(note.id)
    drawn?.querySelector("[data-handle]").focus({ preventScroll: true })
    drawn?.scrollIntoView({ block: "nearest", inline: "nearest" })
    this.#say("dropped", element, this.#drawing.column(group))
  }

  #undo() {
    const last = this.#done.pop()
    if (last === "server") return this.#send(this.querySelector("[data-act=undo]"), "undone")
    this.#say(this.#link.undo() ? "undone" : "nothing")
    this.#draw()
  }

  #redo() {
    if (this.#link.redo()) this.#done.push("here")
    this.#say("redone")
    this.#draw()
  }

  #shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || !this.#mayWrite || event.target.matches("input, textarea")) return
    event.preventDefault()
    if (event.shiftKey) this.#redo()
    else this.#undo()
  }

  // Forms, in place

  #click(event) {
    if (event.target.closest("[data-view]")) return this.#view(!this.hasAttribute("list"))
    if (event.target.closest("[data-redo]")) return this.#redo()
    if (event.target.closest("[data-close]")) return this.#dialog.close()
    const link = event.target.closest("a[data-handle], a[data-group-handle]")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    this.#open(link)
  }

  get #dialog() { return this.querySelector("[data-dialog]") }

  async #open(link) {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null)
    if (!answer?.ok || !this.#menu(await answer.text())) return this.#say("offlineAct")
    this.#dialog.returnFocusTo = link
    this.#dialog.addEventListener("close", () => (link.isConnected ? link : this.querySelector("[data-handle][tabindex='0']"))?.focus(), { once: true })
    this.#dialog.showModal()
  }

  #menu(html) {
    const menu = new DOMParser().parseFromString(html, "text/html").querySelector("[data-menu]")
    if (menu) this.#dialog.querySelector("[data-dialog-body]").replaceChildren(document.adoptNode(menu))
    return Boolean(menu)
  }

  #submit(event) {
    const form = event.target, act = form.dataset.act
    if (!act || (!this.#mayWrite && !this.#dialog.contains(form))) return
    event.preventDefault()
    event.stopPropagation()
    if (act === "undo") return this.#undo()
    const given = new FormData(form, event.submitter ?? undefined)
    const writes = this.#mayWrite && this.#writes(act, form.dataset, given)
    if (!writes) return this.#send(form, "done", event.submitter)
    this.#write(writes)
    if (act === "group") form.reset()
    this.#dialog.close()
    this.#after(act, form.dataset, given)
  }

  /** What a form's gesture writes here; undefined when the server has to do it (words, hiding). */
  #writes(act, { note: noteId, group }, given) {
    const content = this.#content
    const note = noteId && shownNote(content, noteId)
    const value = (name) => String(given.get(name) ?? "").trim()
    const know = (id) => content.groups.some((one) => one.id === id)
    switch (act) {
      case "move": return note && (know(value("to")) || !value("to")) ? acts.move(content, note, value("to")) : undefined
      case "kind": return note ? acts.setKind(note, value("kind")) : undefined
      case "merge": {
        const into = shownNote(content, value("into"))
        return note && into ? acts.merge(note, into) : undefined
      }
      case "split": return note ? acts.split(note, noteId) : undefined
      case "group": return value("name") ? acts.addGroup(content, newId(), value("name")) : undefined
      case "split-group": return value("name") && given.getAll("note").length ? acts.addGroup(content, newId(), value("name"), given.getAll("note").map(String)) : undefined
      case "name": return know(group) && value("name") ? acts.renameGroup(group, value("name")) : undefined
      case "join": return know(group) && know(value("into")) ? acts.joinGroups(group, value("into")) : undefined
      case "part": return acts.partGroup(group)
      case "place": return know(group) ? acts.placeGroup(content, group, value("before")) : undefined
      case "dissolve": return acts.dissolveGroup(content, group)
      default: return undefined
    }
  }

  #after(act, { note }, given) {
    const element = note && this.#drawing.note(note)
    if (act === "move") this.#say("dropped", element, this.#drawing.column(String(given.get("to"))))
    else if (act === "merge") this.#say("merged", this.#drawing.note(String(given.get("into"))))
    else if (act === "split") this.#say("split", element)
    else this.#say("done")
  }

  async #send(form, said, submitter) {
    const body = new URLSearchParams(new FormData(form, submitter))
    const headers = { Accept: "text/html", "X-Island": "board" }
    const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null)
    if (answer?.ok) {
      if (form.dataset.act !== "undo" && this.#mayWrite) this.#done.push("server")
      this.#dialog.close()
      this.#say(said)
    } else if (!answer) this.#say("offlineAct")
    else this.#refused(await answer.text())
  }

  #refused(html) {
    if (this.#dialog.open && this.#menu(html)) return this.#dialog.querySelector(".notice, .is-wrong input, .is-wrong textarea")?.scrollIntoView({ block: "nearest" })
    const words = new DOMParser().parseFromString(html, "text/html").querySelector(".notice.is-harm")?.textContent.trim()
    this.querySelector("[data-say]").textContent = words || this.dataset.offlineAct
  }

  // Words

  #say(words, note, column, place, of) {
    const named = column?.dataset.name ?? ""
    this.querySelector("[data-say]").textContent = (this.dataset[words] ?? "")
      .replace("{note}", note?.querySelector("[data-words]")?.textContent ?? "").replace("{family}", named).replace("{place}", place).replace("{of}", of)
  }

  #tell(state) {
    clearTimeout(this.#saying)
    const show = () => {
      const line = this.querySelector("[data-state]")
      line.hidden = false
      this.setAttribute("state", state)
      this.querySelector("[data-state-words]").textContent = this.dataset[!this.#link.isEditable && state === "saved" ? "readonly" : state] ?? ""
    }
    if (state === "saved" || state === "refused") show()
    else this.#saying = setTimeout(show, SAYS_SAVING_AFTER_MS)
  }

  #view(isList) {
    this.toggleAttribute("list", isList)
    this.querySelector("[data-view]").setAttribute("aria-pressed", String(isList))
    try { localStorage.setItem(VIEW, isList ? "list" : "board") } catch { /* a private window keeps nothing */ }
  }
}

function remembered() {
  try { return localStorage.getItem(VIEW) } catch { return null }
}

/** A random identity, also where the page is not on HTTPS. */
function newId() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

customElements.define("sticky-board", StickyBoard)
