// What this device kept of a map that was removed, as its outline.
import { KeptText } from "../documents/kept-text.js"
import { Y } from "../vendor/editor/cowriting.js"
import { MindMap } from "./edits.js"

class KeptMap extends KeptText {
  linesOf(doc) {
    const map = new MindMap(Y, doc)
    return map.isEmpty ? [] : [...map.tree().branches.values()].map(({ text, level }) => `${"  ".repeat(level)}- ${text}`)
  }
}

customElements.define("kept-map", KeptMap)
