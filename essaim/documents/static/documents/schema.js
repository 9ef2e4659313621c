// What a text may hold: the same nodes and marks as convert.py. Anything else would be taken out of the document.
import {
  Blockquote, Bold, BulletList, Collaboration, Document, Extension, HardBreak, Heading, Italic, Link, ListItem, Node,
  OrderedList, Paragraph, Text, goToNextCell, mergeAttributes, tableEditing, yCursorPlugin,
} from "../vendor/editor/editor.js"

const cell = (name, tag, role) => Node.create({
  name, tableRole: role, content: "paragraph+", isolating: true,
  addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false } }),
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
  addProseMirrorPlugins: () => [tableEditing()],
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
  return mark
}

const selected = ({ tone }) => ({ class: `caret-selection is-tone-${Number(tone) % 8}` })

/** The extensions of an editor on `doc`, with the cursors of `awareness`. */
export function extensions(doc, awareness) {
  return [
    Document, Paragraph, Text, HardBreak, Bold, Italic, Blockquote, BulletList, OrderedList, ListItem,
    Heading.configure({ levels: [2, 3] }),
    Link.configure({ openOnClick: false, autolink: true, defaultProtocol: "https",
      HTMLAttributes: { target: null, rel: "noopener nofollow" } }),
    Table, TableRow, TableHeader, TableCell,
    Collaboration.configure({ document: doc, field: "body" }),
    Carets.configure({ awareness }),
  ]
}
