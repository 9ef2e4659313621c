// What a text may hold: the same nodes and marks as convert.py. Anything else would be taken out of the document.
import {
  Blockquote, Bold, BulletList, Code, Collaboration, Document, Extension, HardBreak, Heading, Italic, Link, ListItem, Node,
  OrderedList, Paragraph, Plugin, Strike, TaskItem, TaskList, Text, Underline, gapCursor, goToNextCell, mergeAttributes, tableEditing,
  TextSelection, yCursorPlugin, ySyncPluginKey,
} from "../vendor/editor/editor.js"
import { Callout, CodeBlock, Comment, Embed, HorizontalRule, Mention, PageLink, Picture, Unknown, UnknownInline } from "./nodes.js"

const one = { default: 1, parseHTML: () => 1, rendered: false }
const cell = (name, tag, role) => Node.create({
  name, tableRole: role, content: "paragraph+", isolating: true,
  // Blocks have no merged cells: pasted ones are taken as one.
  addAttributes: () => ({ colspan: one, rowspan: one, colwidth: { default: null, rendered: false } }),
  parseHTML: () => [{ tag }],
  renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes), 0],
})
const TableHeader = cell("tableHeader", "th", "header_cell")
const TableCell = cell("tableCell", "td", "cell")
const TableRow = Node.create({
  name: "tableRow", tableRole: "row", content: "(tableCell | tableHeader)*",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
})
const Table = Node.create({
  name: "table", group: "block", tableRole: "table", content: "tableRow+", isolating: true,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
  extendNodeSchema: (extension) => ({ tableRole: extension.config.tableRole }),
  addKeyboardShortcuts() {
    const go = (step) => () => goToNextCell(step)(this.editor.state, this.editor.view.dispatch)
    return { Tab: go(1), "Shift-Tab": go(-1) }
  },
  addProseMirrorPlugins: () => [calm(tableEditing())],
})

// Tables are mended when someone writes, never because someone opened the page or another wrote.
function calm(plugin) {
  const { appendTransaction } = plugin.spec
  return new Plugin({ ...plugin.spec, appendTransaction: (transactions, before, after) =>
    transactions.some((one) => one.getMeta(ySyncPluginKey)?.isChangeOrigin) ? null : appendTransaction(transactions, before, after) })
}

// A text that arrives keeps the place of the cursor by number, which may be nowhere: in a list, but in none of its lines.
const somewhere = () => new Plugin({
  appendTransaction(_transactions, _before, { selection, tr }) {
    if (!(selection instanceof TextSelection) || selection.$head.parent.inlineContent) return null
    return tr.setSelection(TextSelection.between(selection.$anchor, selection.$head)).setMeta("addToHistory", false)
  },
})

const Carets = Extension.create({
  name: "carets",
  addOptions: () => ({ awareness: null }),
  addProseMirrorPlugins() {
    return [yCursorPlugin(this.options.awareness, { cursorBuilder: caret, selectionBuilder: selected })]
  },
})

function caret({ name, tone }) {
  const mark = document.createElement("span")
  mark.className = `caret is-tone-${Number(tone) % 8}`
  const label = document.createElement("span")
  label.className = "caret-name"
  label.textContent = name
  // A word joiner on each side: the cursor never falls into the mark.
  mark.append("\u2060", label, "\u2060")
  // Near the end of a line, the name is written towards its beginning: a phone would cut it.
  requestAnimationFrame(() => {
    const text = mark.closest(".ProseMirror")?.getBoundingClientRect()
    if (text && label.getBoundingClientRect().right > text.right) label.classList.add("is-left")
  })
  return mark
}

const selected = ({ tone }) => ({ class: `caret-selection is-tone-${Number(tone) % 8}` })

/**
 * The extensions of an editor on `doc`, with the cursors of `awareness`. `names`: what people and pages are called today,
 * by identity; `page`: the element whose words are used.
 */
export function extensions(doc, awareness, { page, names }) {
  const data = page.dataset
  return [
    Document, Paragraph, Text, HardBreak, Bold, Italic, Underline, Strike, Code, Blockquote, BulletList, OrderedList, ListItem, TaskList,
    TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => `${data.check} ${node.firstChild?.textContent ?? ""}`.trim() } }),
    Heading.configure({ levels: [2, 3, 4] }),
    Link.configure({ openOnClick: false, autolink: true, defaultProtocol: "https",
      HTMLAttributes: { target: null, rel: "noopener nofollow" } }),
    Table, TableRow, TableHeader, TableCell, CodeBlock, HorizontalRule, Picture,
    Callout.configure({ words: { info: data.toneInfo, now: data.toneNow, good: data.toneGood, harm: data.toneHarm } }),
    Embed.configure({ page }), Mention.configure({ names }), PageLink.configure({ names, gone: data.gone }), Comment,
    Unknown.configure({ words: data.unknown }), UnknownInline.configure({ words: data.unknown }),
    Collaboration.configure({ document: doc, field: "body" }),
    Carets.configure({ awareness }),
    Extension.create({ name: "besideAtoms", addProseMirrorPlugins: () => [gapCursor(), somewhere()] }),
  ]
}
