// A form inside a live page. Parts around it open, close or replace it by naming another key; what is typed stays
// until the server has acknowledged it.
//
// <form-island key="run-1/IDEAS" src="runs/1/island">: a part that holds an element with data-island="run-1/VOTE"
// makes it ask for its new form. Drafts are kept by key, so that going back a step finds them again; what follows a
// "#" in a key may change while one is typing: the form is another one, what was typed is put back in it. The part of
// one person ends the key with data-island-own, which changes when they answered.

const drafts = new Map()

class FormIsland extends HTMLElement {
  #onShown = () => this.#follow()
  #onSubmit = (event) => this.#send(event)
  #sending = false

  connectedCallback() {
    document.addEventListener("part-shown", this.#onShown)
    this.addEventListener("submit", this.#onSubmit)
    this.#follow()
  }

  disconnectedCallback() {
    document.removeEventListener("part-shown", this.#onShown)
    this.removeEventListener("submit", this.#onSubmit)
  }

  #marker(name) {
    return document.querySelector(`[data-${name}][data-island-for="${this.id}"]`)
  }

  #wanted() {
    const common = this.#marker("island")?.dataset.island
    return common === undefined ? undefined : common + (this.#marker("island-own")?.dataset.islandOwn ?? "")
  }

  // The form that came with an acknowledgement is ahead of the person's part, which follows.
  #own(key) {
    const common = this.#marker("island")?.dataset.island, own = this.#marker("island-own")
    if (own && common !== undefined && key.startsWith(common)) own.dataset.islandOwn = key.slice(common.length)
  }

  async #follow() {
    const wanted = this.#wanted()
    if (wanted === undefined || wanted === this.getAttribute("key") || this.#sending) return
    const response = await fetch(this.getAttribute("src"), { headers: { Accept: "text/html" } }).catch(() => null)
    if (!response?.ok) return void setTimeout(() => this.isConnected && this.#follow(), 1500)
    this.#replace(await response.text())
  }

  // The answer is a page or the island alone; either way we take what the island holds.
  #replace(html, { acknowledged = false } = {}) {
    const page = new DOMParser().parseFromString(html, "text/html")
    const fresh = page.getElementById(this.id)
    if (!fresh) return false
    if (acknowledged) drafts.delete(this.#step)
    else this.#keep()
    const focused = this.contains(document.activeElement) ? document.activeElement.id : ""
    this.setAttribute("key", fresh.getAttribute("key"))
    this.#own(fresh.getAttribute("key"))
    this.replaceChildren(...fresh.childNodes)
    this.#restore()
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    this.dispatchEvent(new CustomEvent("island-shown", { bubbles: true }))
    return true
  }

  get #step() { return this.getAttribute("key").split("#")[0] }

  #fields() {
    return [...this.querySelectorAll("textarea[name], input[name]:not([type=hidden])")]
  }

  #keep() {
    const typed = this.#fields().filter(isChanged).map((field) => [address(field), field.value, field.checked])
    if (typed.length) drafts.set(this.#step, typed)
  }

  #restore() {
    for (const [where, value, checked] of drafts.get(this.#step) ?? []) {
      const field = this.#fields().find((one) => address(one) === where)
      if (field && isBox(field)) field.checked = checked
      else if (field) field.value = value
    }
  }

  // Sending by fetch keeps the page where it is. A cut network keeps the form, says so, and tries again:
  // the input carries its own identity, so that a second arrival counts once.
  async #send(event) {
    const form = event.target
    if (form.method !== "post" || form.enctype === "multipart/form-data" || form.hasAttribute("data-plain")) return
    event.preventDefault()
    if (this.#sending) return
    this.#sending = true
    const body = new URLSearchParams(new FormData(form, event.submitter ?? undefined))
    this.dataset.state = "sending"
    let response = null
    for (let wait = 800; !response && this.isConnected; wait = Math.min(wait * 2, 8000)) {
      response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html", "X-Island": this.id } }).catch(() => null)
      if (!response || response.status >= 502) {
        response = null
        this.dataset.state = "waiting"
        await new Promise((done) => setTimeout(done, wait))
      }
    }
    this.#sending = false
    if (!response) return
    const html = await response.text()
    this.dataset.state = response.ok ? "saved" : "refused"
    if (!this.#replace(html, { acknowledged: response.ok })) location.assign(response.url)
    this.#follow()
  }
}

const isBox = (field) => field.type === "radio" || field.type === "checkbox"
const isChanged = (field) => isBox(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue

// Several forms of an island may have a field of the same name: a reply to each question.
function address(field) {
  const of = field.form?.querySelector("input[type=hidden][name=of]")?.value ?? ""
  return [field.form?.getAttribute("action"), of, field.name, isBox(field) ? field.value : ""].join(" ")
}

customElements.define("form-island", FormIsland)
