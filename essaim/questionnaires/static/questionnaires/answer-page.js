// Several questions on a page: each answer leaves as it is given. What has not been received stays on the phone, is
// found again after a reload, and leaves when the network is back.
import { drafts } from "../base/js/draft-keeper.js"
import { isAsked } from "./asking.js"
import { patience, send } from "./sending.js"

const IDLE_MS = 1500

class AnswerPage extends HTMLElement {
  #gone
  #through = false
  #leaving = false
  #turn = Promise.resolve()
  #timers = new Map()
  #tries = 0

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    for (const card of this.#cards) if (this.#restore(card)) this.#mark(card, "unsent")
    this.#ask()
    this.addEventListener("input", ({ target }) => this.#typed(target, IDLE_MS), { signal })
    this.addEventListener("change", ({ target }) => this.#typed(target, 0), { signal })
    this.addEventListener("submit", (event) => this.#submit(event), { signal })
    addEventListener("online", () => this.#sendAll(), { signal })
    this.#sendAll()
  }

  disconnectedCallback() {
    this.#gone.abort()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  get #form() { return this.querySelector("form") }
  get #cards() { return [...this.querySelectorAll("[data-code]")] }
  get #isStill() { return this.hasAttribute("still") }

  #fields(card) { return [...card.querySelectorAll("[name]")] }
  #key(card) { return `${this.getAttribute("key")}-${card.dataset.code}` }

  #values(card) {
    const values = {}
    for (const field of this.#fields(card)) {
      if (field.type === "file") continue
      values[field.name] ??= []
      if (!isBox(field) || field.checked) values[field.name].push(field.value)
    }
    return values
  }

  #restore(card) {
    const draft = this.#isStill ? null : drafts.of(this.#key(card))
    if (!draft) return false
    for (const field of this.#fields(card)) {
      const values = draft[field.name]
      if (!values || field.type === "file") continue
      if (isBox(field)) field.checked = values.includes(field.value)
      else field.value = values[0] ?? ""
    }
    return true
  }

  #typed(field, wait) {
    const card = field.closest("[data-code]")
    if (field.dataset.name) field.name = field.dataset.name
    this.#ask()
    if (!card || this.#isStill) return
    drafts.keep(this.#key(card), { ...this.#values(card), "": ["typed"] })
    this.#mark(card, "unsent")
    clearTimeout(this.#timers.get(card))
    this.#timers.set(card, setTimeout(() => this.#queue(card, { aloud: wait === 0 }), wait))
  }

  // What waits for another answer of the page comes and goes with it.
  #ask() {
    const conditions = {}
    for (const card of this.#cards) {
      if (card.dataset.if) conditions[card.dataset.code] = { name: card.dataset.if, values: card.dataset.values.split(" ") }
    }
    const held = (name) => this.#cards.flatMap((card) => this.#values(card)[name] ?? [])
    for (const card of this.#cards) card.hidden = !isAsked(card.dataset.code, conditions, held)
  }

  #sendAll() {
    if (!this.#isStill) for (const card of this.#cards) if (card.dataset.state === "unsent") this.#queue(card, {})
  }

  // One at a time: what was typed first arrives first.
  #queue(card, how) { this.#turn = this.#turn.then(() => this.#send(card, how)) }

  async #send(card, { aloud = false }) {
    if (card.hidden || card.dataset.state !== "unsent" || this.#gone.signal.aborted || this.#leaving) return
    const sent = JSON.stringify(this.#values(card))
    this.#mark(card, "sending")
    const answer = await send(this.#form.action, this.#body(card), this.#gone.signal)
    if (this.#gone.signal.aborted) return
    const isSame = JSON.stringify(this.#values(card)) === sent
    if (!answer) {
      this.#mark(card, "unsent")
      setTimeout(() => this.#sendAll(), patience(this.#tries++))
      return
    }
    this.#tries = 0
    if (!isSame) return this.#mark(card, "unsent") // its own timer sends it
    if (answer.ok) {
      drafts.forget(this.#key(card))
      for (const field of card.querySelectorAll("[type=file]")) isSent(field)
      for (const [name, value] of Object.entries(answer.kept)) this.#form.elements.namedItem(name).value = value
    }
    this.#mark(card, answer.ok ? "received" : "refused")
    this.#tell(card, answer.ok || !aloud ? "" : Object.values(answer.problems)[0] ?? "")
  }

  #body(card) {
    const body = new FormData()
    body.append("only", card.dataset.code)
    for (const [name, values] of Object.entries(this.#values(card))) for (const value of values) body.append(name, value)
    const files = [...card.querySelectorAll("[type=file]")].filter((field) => field.name && field.files.length)
    for (const field of files) body.append(field.name, field.files[0])
    return files.length ? body : new URLSearchParams(body)
  }

  #mark(card, state) {
    card.dataset.state = state
    const waiting = this.#cards.filter((one) => one.dataset.state === "unsent").length
    const line = this.querySelector(".send-state")
    const words = waiting && this.#tries ? `${line.dataset.waiting} ${waiting}`
      : this.querySelector("[data-state=sending], [data-state=unsent], [data-state=refused]") ? "" : line.dataset.received
    if (line.textContent !== words) line.textContent = words
  }

  #tell(card, problem) {
    const line = card.querySelector("[data-problem]")
    line.textContent = problem
    line.hidden = !problem
  }

  // The whole page again, at the press: with a network one page follows the other; without, it waits here.
  async #submit(event) {
    if (this.#through || this.#isStill) return
    event.preventDefault()
    if (this.#leaving) return
    this.#leaving = true
    const form = this.#form, by = event.submitter ?? undefined, body = new FormData(form, by)
    const line = this.querySelector(".send-state")
    let answer = null
    await this.#turn
    line.textContent = line.dataset.sending
    for (let tries = 0; !answer && !this.#gone.signal.aborted; tries++) {
      answer = await send(form.action, form.enctype.startsWith("multipart") ? body : new URLSearchParams(body), this.#gone.signal)
      if (answer) break
      line.textContent = `${line.dataset.waiting} ${this.#cards.filter((card) => !card.hidden && card.dataset.state !== "received").length}`
      await new Promise((done) => { setTimeout(done, patience(tries)); addEventListener("online", done, { once: true }) })
    }
    this.#leaving = false
    if (!answer) return
    if (answer.ok && answer.next) {
      for (const card of this.#cards) drafts.forget(this.#key(card))
      location.assign(answer.next)
    } else {
      this.#through = true // the server says on its own page what is wrong
      form.requestSubmit(by)
    }
  }
}

const isBox = (field) => field.type === "radio" || field.type === "checkbox"

// Its name stays in sight; the file itself need not leave twice.
function isSent(field) {
  field.dataset.name ||= field.name
  field.removeAttribute("name")
}

customElements.define("answer-page", AnswerPage)
