// The editor of a text and all that is around it. Loaded once someone may write: reading costs none of this.
import { Editor } from "../vendor/editor/editor.js"
import { ACTS } from "./acts.js"
import { Authors, show as colour, writersIn } from "./authors.js"
import { completions } from "./completion.js"
import { forms } from "./forms.js"
import { aboveKeyboard } from "./keyboard.js"
import { Menu } from "./menu.js"
import { cleaned } from "./paste.js"
import { lookAgain, remark, remarks } from "./remarks.js"
import { extensions } from "./schema.js"
import { perform, wire } from "./toolbar.js"

const PICTURE = /^image\/(jpeg|png|webp)$/
const LONGEST_PASTE = 400_000
const ASKS_WHO_AGAIN_AFTER_MS = 3000

export class SharedText {
  #page
  #editor
  #gone = new AbortController()
  #unwire
  #unlook
  #menu
  #names = new Map()
  #acts
  #known = null
  #asked = 0
  #asks = {}

  constructor(page, connection) {
    this.#page = page
    const text = page.querySelector(".shared-text")
    const place = document.createElement("div")
    place.className = text.className
    for (const [id, name] of namesIn(text)) this.#names.set(id, name)
    const menu = this.#menu = new Menu(page.querySelector(".shared-menu"), page.querySelector(".shared-says"))
    this.#editor = new Editor({
      element: place,
      extensions: [
        ...extensions(connection.doc, connection.awareness, { page, names: this.#names }), remarks(page), Authors,
        completions({ menu, inserts: () => this.#inserts(), look: (kind, typed) => this.#look(kind, typed), none: page.dataset.none,
          perform: (name) => perform(name, this.#editor, this.#asks) }),
      ],
      injectCSS: false,
      editable: connection.mayWrite,
      editorProps: {
        attributes: {
          id: `${page.id}-text`, role: "textbox", "aria-multiline": "true", "aria-label": page.dataset.label, spellcheck: "true",
        },
        transformPastedHTML: cleaned,
        handlePaste: (_, event) => this.#tooLong(event.clipboardData) || this.#brought(event.clipboardData),
        handleDrop: (_, event, __, isMoved) => !isMoved && this.#brought(event.dataTransfer),
        handleKeyDown: (_, event) => this.#key(event),
      },
    })
    text.replaceWith(place)
    const { signal } = this.#gone
    const opened = forms(page, this.#editor, signal)
    this.#asks = {
      link: opened.link, embed: opened.embed, picture: () => opened.picture(),
      insert: () => this.#insert(), comment: () => remark(page, this.#editor),
      mention: () => this.#type("@"), pagelink: () => this.#type("[["),
    }
    this.#acts = opened
    this.#unwire = wire(page.querySelector("[role=toolbar]"), this.#editor, this.#asks)
    this.#unlook = aboveKeyboard(page)
    const list = page.querySelector(".shared-menu")
    list.addEventListener("keydown", (event) => this.#keyInList(event), { signal })
    list.addEventListener("focusout", () => { if (this.#menu.isOpen) this.#menu.close() }, { signal })
    page.querySelector("[data-who]")?.addEventListener("click", (event) => this.#who(event.currentTarget), { signal })
    this.#editor.on("transaction", ({ transaction }) => { if (transaction.docChanged && this.#known) this.#unknownHand() })
  }

  get editor() { return this.#editor }

  destroy() {
    this.#gone.abort()
    this.#unwire()
    this.#unlook()
    this.#editor.destroy()
  }

  settle(writes) {
    this.#page.querySelector("[role=toolbar]").hidden = !writes
    if (this.#editor.isEditable !== writes) this.#editor.setEditable(writes)
  }

  lookAgain() { lookAgain(this.#editor) }

  #inserts() {
    return [...this.#page.querySelectorAll(".shared-inserts > li")]
      .filter(({ dataset }) => !ACTS[dataset.act].shown || ACTS[dataset.act].shown(this.#editor))
      .map((item) => ({ words: item.textContent.trim(), find: item.dataset.find ?? "", detail: item.dataset.keys ?? "", value: item.dataset.act }))
  }

  // The list opened by its button: it has the focus itself, since nothing is being typed.
  #insert() {
    const list = this.#page.querySelector(".shared-menu")
    list.hidden = false
    const rect = this.#page.querySelector("[data-act=insert]").getBoundingClientRect()
    this.#menu.show(this.#inserts(), { owner: list, rect, pick: (name) => { this.#menu.close(); perform(name, this.#editor, this.#asks) } })
    list.focus()
  }

  #keyInList(event) {
    if (event.key === "Escape" || event.key === "Tab") { this.#menu.close(); this.#editor.commands.focus() }
    else if (!this.#menu.key(event)) return
    event.preventDefault()
  }

  #key(event) {
    if (event.altKey && event.key === "F10") { this.#page.querySelector("[role=toolbar] [tabindex='0']")?.focus(); return true }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") { this.#acts.link(); return true }
    return false
  }

  #type(sign) {
    const { $from } = this.#editor.state.selection
    const before = $from.parent.textBetween(0, $from.parentOffset).slice(-1)
    this.#editor.chain().focus().insertContent((before && !/\s/.test(before) ? " " : "") + sign).run()
  }

  /** More than the socket takes at once would never leave. */
  #tooLong(transfer) {
    if ((transfer?.getData("text/plain").length ?? 0) < LONGEST_PASTE) return false
    this.#page.say(this.#page.dataset.pasteLong)
    return true
  }

  /** A picture among what is pasted or dropped: it is asked what it shows before it is taken. */
  #brought(transfer) {
    const files = [...(transfer?.files ?? [])]
    const file = files.find(({ type }) => PICTURE.test(type))
    if (!file || transfer.getData("text/html").replace(/<img[^>]*>/gi, "").replace(/<[^>]*>/g, "").trim()) return false
    this.#acts.picture(file)
    return true
  }

  async #look(kind, typed) {
    try {
      const answer = await fetch(`${this.#page.dataset.namesUrl}?kind=${kind}&q=${encodeURIComponent(typed.slice(0, 80))}`, { headers: { Accept: "application/json" } })
      return answer.ok ? (await answer.json()).found : []
    } catch {
      return []
    }
  }

  // Who wrote what

  async #who(button) {
    const isOn = button.getAttribute("aria-pressed") === "true"
    if (isOn) this.#known = null
    else if (!await this.#askWho()) return this.#page.say(this.#page.dataset.whoOffline)
    button.setAttribute("aria-pressed", String(!isOn))
    colour(this.#editor.view, this.#known)
    this.#legend()
  }

  async #askWho() {
    const answer = await fetch(this.#page.dataset.authorsUrl, { headers: { Accept: "application/json" } }).catch(() => null)
    if (!answer?.ok) return false
    this.#asked = performance.now()
    this.#known = await answer.json()
    return true
  }

  // Someone new writes: the server is asked who, not more often than it is polite.
  async #unknownHand() {
    const isNew = writersIn(this.#editor.view).some(([client]) => !(client in this.#known.clients))
    if (!isNew || performance.now() - this.#asked < ASKS_WHO_AGAIN_AFTER_MS || !await this.#askWho()) return
    colour(this.#editor.view, this.#known)
    this.#legend()
  }

  #legend() {
    const legend = this.#page.querySelector(".shared-legend")
    legend.hidden = !this.#known
    if (!this.#known) return legend.replaceChildren()
    const letters = new Map()
    for (const [client, count] of writersIn(this.#editor.view)) {
      const person = this.#known.clients[client] ?? ""
      letters.set(person, (letters.get(person) ?? 0) + count)
    }
    const total = [...letters.values()].reduce((sum, count) => sum + count, 0)
    legend.replaceChildren(...[...letters].sort((a, b) => b[1] - a[1]).map(([id, count]) => {
      const { name, tone } = this.#known.people[id] ?? this.#known.people[""]
      const item = document.createElement("li")
      const sample = Object.assign(document.createElement("span"), { className: `wrote is-hand-${tone}`, textContent: name })
      item.append(sample, ` ${Math.max(1, Math.round(100 * count / total))} %`)
      return item
    }))
  }
}

/** What the server calls today the people and pages of the text that it has just shown. */
function* namesIn(text) {
  for (const person of text.querySelectorAll(".block-mention[data-id]")) yield [person.dataset.id, person.textContent.replace(/^@/, "")]
  for (const link of text.querySelectorAll("a.block-page")) yield [link.getAttribute("href").split("/")[1], link.textContent]
}
