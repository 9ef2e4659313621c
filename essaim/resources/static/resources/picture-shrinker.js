// <picture-shrinker> around a file field: a heavy photo is replaced by a lighter one as soon as it is chosen.
import { light } from "./picture.js"

class PictureShrinker extends HTMLElement {
  #onChange = (event) => this.#shrink(event.target)

  connectedCallback() { this.addEventListener("change", this.#onChange) }

  disconnectedCallback() { this.removeEventListener("change", this.#onChange) }

  async #shrink(field) {
    const chosen = field.files?.[0]
    if (!chosen) return
    const lighter = await light(chosen)
    if (lighter === chosen || field.files[0] !== chosen) return
    const files = new DataTransfer()
    files.items.add(lighter)
    field.files = files.files
  }
}

customElements.define("picture-shrinker", PictureShrinker)
