// A text written by several at once. The server's HTML is read until the text is here; then the editor takes its place.
import { Editor } from "../vendor/editor/editor.js"
import { Connection } from "./connection.js"
import { extensions } from "./schema.js"
import { wire } from "./toolbar.js"

export class SharedPage extends HTMLElement {
  #connection
  #editor
  #unwire = () => {}

  connectedCallback() {
    this.#connection = new Connection(this, {
      show: () => this.#show(),
      settle: () => this.#settle(),
      isKept: (doc) => doc.getXmlFragment("body").length > 0,
    })
  }

  disconnectedCallback() {
    this.#unwire()
    this.#editor?.destroy()
    this.#connection.destroy()
    this.#editor = undefined
  }

  get editor() { return this.#editor }

  #show() {
    if (this.#editor) return
    const text = this.querySelector(".shared-text")
    const place = document.createElement("div")
    place.className = text.className
    this.#editor = new Editor({
      element: place,
      extensions: extensions(this.#connection.doc, this.#connection.awareness),
      injectCSS: false,
      editable: !this.hasAttribute("readonly"),
      editorProps: { attributes: {
        id: `${this.id}-text`, role: "textbox", "aria-multiline": "true", "aria-label": this.dataset.label, spellcheck: "true",
      } },
    })
    text.replaceWith(place)
    const bar = this.querySelector("[role=toolbar]")
    this.#unwire = wire(bar, this.querySelector(".shared-link"), this.#editor)
    this.#settle()
    this.dispatchEvent(new CustomEvent("shared-page:ready", { bubbles: true }))
  }

  #settle() {
    const writes = Boolean(this.#editor) && this.#connection.mayWrite
    this.querySelector("[role=toolbar]").hidden = !writes
    if (this.#editor && this.#editor.isEditable !== writes) this.#editor.setEditable(writes)
  }
}

customElements.define("shared-page", SharedPage)
