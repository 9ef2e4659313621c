// What the buttons above a text and its menu do. `run` acts; `on` says whether it is so here; `shown` whether it makes sense here.
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "../vendor/editor/editor.js"

const table = (command) => (editor) => command(editor.state, editor.view.dispatch)
const shown = (editor) => isInTable(editor.state)
const paragraph = { type: "paragraph" }
const row = (type) => ({ type: "tableRow", content: [0, 1, 2].map(() => ({ type, content: [paragraph] })) })
const NEW_TABLE = { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] }
const mark = (name) => ({ run: (editor) => editor.commands.toggleMark(name), on: (editor) => editor.isActive(name) })
const heading = (level) => ({
  run: (editor) => editor.commands.toggleHeading({ level }), on: (editor) => editor.isActive("heading", { level }),
})
const callout = (tone) => ({
  run: (editor) => editor.isActive("callout") ? editor.commands.updateAttributes("callout", { tone }) : editor.commands.wrapIn("callout", { tone }),
  on: (editor) => editor.isActive("callout", { tone }),
})

function newTable(editor) {
  const { from } = editor.state.selection
  editor.commands.insertContent([NEW_TABLE, paragraph])
  let first = null
  editor.state.doc.nodesBetween(Math.max(0, from - 1), editor.state.doc.content.size, (node, position) => {
    if (first === null && node.type.name === "tableHeader") first = position + 2
  })
  if (first !== null) editor.commands.setTextSelection(first)
}

export const ACTS = {
  bold: mark("bold"), italic: mark("italic"), underline: mark("underline"), strike: mark("strike"), code: mark("code"),
  heading2: heading(2), heading3: heading(3), heading4: heading(4),
  text: { run: (e) => e.commands.setParagraph(), on: (e) => e.isActive("paragraph") },
  bullets: { run: (e) => e.commands.toggleBulletList(), on: (e) => e.isActive("bulletList") },
  numbers: { run: (e) => e.commands.toggleOrderedList(), on: (e) => e.isActive("orderedList") },
  checks: { run: (e) => e.commands.toggleTaskList(), on: (e) => e.isActive("taskList") },
  quote: { run: (e) => e.commands.toggleBlockquote(), on: (e) => e.isActive("blockquote") },
  info: callout("info"), now: callout("now"), good: callout("good"), harm: callout("harm"),
  plain: { run: (e) => e.commands.lift("callout"), shown: (e) => e.isActive("callout") },
  codeblock: { run: (e) => e.commands.toggleNode("codeBlock", "paragraph"), on: (e) => e.isActive("codeBlock") },
  rule: { run: (e) => e.commands.insertContent([{ type: "horizontalRule" }, paragraph]) },
  table: { run: newTable, shown: (e) => !isInTable(e.state) },
  row: { run: table(addRowAfter), shown }, column: { run: table(addColumnAfter), shown },
  unrow: { run: table(deleteRow), shown }, uncolumn: { run: table(deleteColumn), shown }, untable: { run: table(deleteTable), shown },
  undo: { run: (e) => e.commands.undo() }, redo: { run: (e) => e.commands.redo() },
  // Those that ask for something first are opened by shared-text.js.
  link: { on: (e) => e.isActive("link") }, picture: { on: (e) => e.isActive("image") }, embed: {}, mention: {}, pagelink: {}, insert: {},
  comment: { on: (e) => e.isActive("comment") },
}
