// Remarks on words of the text. The text only carries which words; threads are rows of the page around it.
import { Extension, Decoration, DecorationSet, Plugin, PluginKey } from "../vendor/editor/editor.js"

const key = new PluginKey("remarks")
const LONGEST_QUOTE = 200

/** A random identity, also where `crypto.randomUUID` is not (a hall without HTTPS). */
export function newIdentity() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

/** Only the words of open threads stand out: `page.dataset.openThreads`, separated by spaces. */
export function remarks(page) {
  return Extension.create({
    name: "remarks",
    addKeyboardShortcuts() { return { "Mod-Alt-m": () => remark(page, this.editor) } },
    addProseMirrorPlugins: () => [new Plugin({
      key,
      state: {
        init: (_, { doc }) => drawn(doc, page),
        apply: (transaction, before) => transaction.docChanged || transaction.getMeta(key) ? drawn(transaction.doc, page) : before,
      },
      props: {
        decorations: (state) => key.getState(state),
        handleClick: (view, position, event) => {
          const thread = event.target.closest?.(".remark-open")?.dataset.thread
          if (thread) page.dispatchEvent(new CustomEvent("shared-page:thread", { bubbles: true, detail: { thread } }))
          return false
        },
      },
    })],
  })
}

/** Look again which threads are open. */
export function lookAgain(editor) {
  editor.view.dispatch(editor.state.tr.setMeta(key, true).setMeta("addToHistory", false))
}

/** Anchor a new thread to what is selected, or to the word or line where the caret is. */
export function remark(page, editor) {
  const { state } = editor
  let { from, to, empty, $from } = state.selection
  if (empty) [from, to] = [$from.start(), $from.end()]
  const quote = state.doc.textBetween(from, to, " ").trim().slice(0, LONGEST_QUOTE)
  if (!quote) { page.say(page.dataset.remarkWhere); return true }
  const thread = newIdentity()
  editor.chain().setTextSelection({ from, to }).setMark("comment", { thread }).setTextSelection(to).run()
  page.dispatchEvent(new CustomEvent("shared-page:comment", { bubbles: true, detail: { thread, quote } }))
  return true
}

function drawn(doc, page) {
  const open = new Set((page.dataset.openThreads ?? "").split(/\s+/).filter(Boolean))
  if (!open.size) return DecorationSet.empty
  const found = []
  doc.descendants((node, position) => {
    for (const { type, attrs } of node.marks) {
      if (type.name === "comment" && open.has(attrs.thread)) {
        found.push(Decoration.inline(position, position + node.nodeSize, { class: "remark-open", "data-thread": attrs.thread }))
      }
    }
  })
  return DecorationSet.create(doc, found)
}
