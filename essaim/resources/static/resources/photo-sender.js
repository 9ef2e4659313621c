// One press opens the camera, and what it took is sent at once. A cut network keeps the photo on the page and tries again.
import { light } from "./picture.js"
import { patience } from "./shrink.js"

class PhotoSender extends HTMLElement {
  #onChange = () => this.#send()

  connectedCallback() {
    this.addEventListener("change", this.#onChange)
  }

  disconnectedCallback() { this.removeEventListener("change", this.#onChange) }

  get #form() { return this.querySelector("form") }

  async #send() {
    const form = this.#form
    const photo = form.elements.upload.files[0]
    if (!photo || form.dataset.state) return
    this.#say("sending")
    const body = new FormData(form)
    body.set("upload", await light(photo))
    let answer = null
    // The photo carries its own identity: sent twice, it counts once.
    for (let n = 0; !answer && this.isConnected; n++) {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => null)
      if (answer?.status >= 502) answer = null
      if (answer) break
      this.#say("waiting")
      await new Promise((done) => setTimeout(done, patience(n)))
    }
    if (!answer) return
    if (answer.ok) location.assign(answer.url)
    else form.submit()  // the server says what is wrong, on its own page
  }

  #say(state) {
    this.#form.dataset.state = state
    const said = this.querySelector(".photo-said")
    said.textContent = said.dataset[state]
  }
}

customElements.define("photo-sender", PhotoSender)
