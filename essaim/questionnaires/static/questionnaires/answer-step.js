// One question: a cut network keeps the answer on the phone, says so, and sends it when it comes back.
import { drafts } from "../base/js/draft-keeper.js"
import { patience, send } from "./sending.js"

class AnswerStep extends HTMLElement {
  #gone
  #through = false
  #busy = false

  connectedCallback() {
    this.#gone = new AbortController()
    this.addEventListener("submit", (event) => this.#submit(event), { signal: this.#gone.signal })
  }

  disconnectedCallback() { this.#gone.abort() }

  async #submit(event) {
    if (this.#through) return
    event.preventDefault()
    if (this.#busy) return
    this.#busy = true
    const form = event.target, by = event.submitter ?? undefined, body = new FormData(form, by)
    let answer = null
    this.#say("sending")
    for (let tries = 0; !answer && !this.#gone.signal.aborted; tries++) {
      answer = await send(form.action, form.enctype.startsWith("multipart") ? body : new URLSearchParams(body), this.#gone.signal)
      if (answer) break
      this.#say("waiting")
      await new Promise((done) => { setTimeout(done, patience(tries)); addEventListener("online", done, { once: true }) })
    }
    this.#busy = false
    if (!answer) return
    if (answer.ok && answer.next) {
      drafts.forget(this.querySelector("draft-keeper").getAttribute("key"))
      location.assign(answer.next)
    } else {
      this.#through = true // the server says on its own page what is wrong
      form.requestSubmit(by)
    }
  }

  #say(state) {
    const line = this.querySelector(".send-state")
    line.textContent = line.dataset[state]
  }
}

customElements.define("answer-step", AnswerStep)
