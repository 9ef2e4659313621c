// What this device kept of a text that was removed: shown, to be copied elsewhere.
import { IndexeddbPersistence, Y } from "../vendor/editor/cowriting.js"

export class KeptText extends HTMLElement {
  #doc = new Y.Doc()
  #kept

  async connectedCallback() {
    const name = `essaim-text:${this.dataset.document}:${this.dataset.member}`
    try {
      // Opening a database makes it: look first whether there is one.
      if (indexedDB.databases && !(await indexedDB.databases()).some((one) => one.name === name)) return
      this.#kept = new IndexeddbPersistence(name, this.#doc)
      await this.#kept.whenSynced
    } catch {
      return
    }
    const text = this.linesOf(this.#doc).join("\n").trim()
    if (!text || !this.isConnected) return
    this.querySelector("textarea").value = text
    this.querySelector("button").addEventListener("click", this.#copy)
    this.hidden = false
  }

  disconnectedCallback() {
    this.#kept?.destroy()
  }

  /** What a document of this kind says, line by line. */
  linesOf(doc) { return linesOf(doc.getXmlFragment("body")) }

  // Over plain HTTP there is no clipboard: selecting leaves one key to press.
  #copy = async () => {
    const field = this.querySelector("textarea")
    field.focus()
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      document.execCommand("copy")
    }
    const said = this.querySelector("[role=status]")
    said.textContent = said.dataset.done
  }
}

function linesOf(fragment) {
  return fragment.toArray().flatMap((node) => {
    if (node instanceof Y.XmlText) return [node.toDelta().map((run) => (typeof run.insert === "string" ? run.insert : "")).join("")]
    const inside = linesOf(node)
    return node.nodeName === "tableRow" ? [inside.join(" | ")] : inside
  })
}

customElements.define("kept-text", KeptText)
