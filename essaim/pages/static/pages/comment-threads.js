// Comments beside a text. The editor says that some words are commented, or that a highlight is pressed; this element
// fills and sends its plain form, and tells the editor which threads are open.
const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

class CommentThreads extends HTMLElement {
  connectedCallback() {
    document.addEventListener("shared-page:comment", this.#onComment)
    document.addEventListener("shared-page:thread", this.#onThread)
    this.addEventListener("part-shown", this.#tell)
    this.addEventListener("click", this.#onClick)
    this.addEventListener("submit", this.#onSubmit)
    this.#tell()
    const asked = this.#field("thread")?.value
    if (asked) this.#reply(asked, { focus: location.hash === "#comment" })
  }

  disconnectedCallback() {
    document.removeEventListener("shared-page:comment", this.#onComment)
    document.removeEventListener("shared-page:thread", this.#onThread)
    this.removeEventListener("part-shown", this.#tell)
    this.removeEventListener("click", this.#onClick)
    this.removeEventListener("submit", this.#onSubmit)
  }

  get #form() { return this.querySelector("form#comment") }

  #field(name) { return this.#form?.elements.namedItem(name) }

  #tell = () => {
    const open = [...this.querySelectorAll("[data-thread]")].map((thread) => thread.dataset.thread).join(" ")
    const page = document.querySelector("shared-page")
    if (page && page.dataset.openThreads !== open) page.dataset.openThreads = open
  }

  #onComment = ({ detail: { thread, quote } }) => {
    this.#about(thread, quote, `${this.dataset.quote} « ${quote} »`)
    this.#field("text")?.focus()
  }

  #onThread = ({ detail: { thread } }) => {
    const found = document.getElementById(`thread-${thread}`)
    found?.closest("details")?.setAttribute("open", "")
    found?.focus()
    found?.scrollIntoView({ block: "center" })
  }

  #reply(thread, { focus = true } = {}) {
    const said = document.querySelector(`#thread-${CSS.escape(thread)} .comment p + p`)?.textContent.trim() ?? ""
    this.#about(thread, "", `${this.dataset.reply} ${said.length > 80 ? said.slice(0, 80) + "…" : said}`)
    if (focus) this.#field("text")?.focus()
  }

  #about(thread, quote, words) {
    if (!this.#form) return
    this.#field("thread").value = thread
    this.#field("quote").value = quote
    const line = this.#form.querySelector("[data-about]")
    line.hidden = !thread
    line.querySelector("[data-words]").textContent = words
  }

  #onClick = (event) => {
    const reply = event.target.closest("a[data-reply]")
    if (reply) {
      event.preventDefault()
      this.#reply(reply.dataset.reply)
    } else if (event.target.closest("[data-cancel]")) {
      this.#about("", "", "")
      this.#field("text")?.focus()
    }
  }

  // Sent without leaving the page, where a text may be half written; what is typed stays until it is acknowledged.
  #onSubmit = async (event) => {
    const form = event.target
    event.preventDefault()
    const body = new URLSearchParams(new FormData(form, event.submitter ?? undefined))
    const button = event.submitter
    if (button) button.disabled = true
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "1" } }).catch(() => null)
    if (button) button.disabled = false
    const lost = this.querySelector("[data-lost-line]")
    if (form === this.#form && lost) {
      lost.hidden = Boolean(response)
      lost.textContent = response ? "" : this.dataset.lost
    }
    if (!response) return
    if (response.status !== 204) return void this.#refused(await response.text(), form)
    if (form !== this.#form) return
    this.#field("text").value = ""
    this.#field("input_id").value = uuid()
    this.#about("", "", "")
    for (const error of form.querySelectorAll(".errorlist")) error.remove()
  }

  // The server's page says what is not right, beside the field.
  #refused(html, form) {
    const page = new DOMParser().parseFromString(html, "text/html")
    const fresh = form === this.#form ? page.querySelector("form#comment .errorlist") : null
    const said = fresh?.textContent.trim() || page.querySelector("main p")?.textContent.trim() || this.dataset.lost
    const lost = this.querySelector("[data-lost-line]")
    if (!lost) return
    lost.hidden = false
    lost.textContent = said
    lost.scrollIntoView({ block: "center" })
  }
}

customElements.define("comment-threads", CommentThreads)
