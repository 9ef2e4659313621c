// The buttons above a text. One of them is in the tab order; arrows go from one to the next.
import { addColumnAfter, addRowAfter, deleteTable, isInTable } from "../vendor/editor/editor.js"

const table = (command) => (editor) => command(editor.state, editor.view.dispatch)
const paragraph = { type: "paragraph" }
const row = (type) => ({ type: "tableRow", content: [0, 1, 2].map(() => ({ type, content: [paragraph] })) })
const NEW_TABLE = { type: "table", content: [row("tableHeader"), row("tableCell")] }

const ACTS = {
  bold: { run: (e) => e.commands.toggleBold(), on: (e) => e.isActive("bold") },
  italic: { run: (e) => e.commands.toggleItalic(), on: (e) => e.isActive("italic") },
  heading2: { run: (e) => e.commands.toggleHeading({ level: 2 }), on: (e) => e.isActive("heading", { level: 2 }) },
  heading3: { run: (e) => e.commands.toggleHeading({ level: 3 }), on: (e) => e.isActive("heading", { level: 3 }) },
  bullets: { run: (e) => e.commands.toggleBulletList(), on: (e) => e.isActive("bulletList") },
  numbers: { run: (e) => e.commands.toggleOrderedList(), on: (e) => e.isActive("orderedList") },
  quote: { run: (e) => e.commands.toggleBlockquote(), on: (e) => e.isActive("blockquote") },
  link: { on: (e) => e.isActive("link") },
  table: { run: (e) => e.commands.insertContent(NEW_TABLE) },
  row: { run: table(addRowAfter), shown: (e) => isInTable(e.state) },
  column: { run: table(addColumnAfter), shown: (e) => isInTable(e.state) },
  untable: { run: table(deleteTable), shown: (e) => isInTable(e.state) },
  undo: { run: (e) => e.commands.undo() },
  redo: { run: (e) => e.commands.redo() },
}
const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }

/** Wire `bar` (buttons with `data-act`) and its `form` for addresses to `editor`; gives what undoes it. */
export function wire(bar, form, editor) {
  const gone = new AbortController()
  const { signal } = gone
  const buttons = [...bar.querySelectorAll("[data-act]")]
  const shown = () => buttons.filter((button) => !button.hidden)

  function look() {
    for (const button of buttons) {
      const act = ACTS[button.dataset.act]
      if (act.on) button.setAttribute("aria-pressed", String(act.on(editor)))
      if (act.shown) button.hidden = !act.shown(editor)
    }
    if (!shown().some((button) => button.tabIndex === 0)) stopAt(shown()[0])
  }
  function stopAt(chosen) {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1
  }
  function press(button) {
    stopAt(button)
    if (button.dataset.act !== "link") {
      ACTS[button.dataset.act].run(editor)
      editor.commands.focus()
    } else if (editor.isActive("link")) {
      editor.chain().focus().unsetLink().run()
    } else {
      form.hidden = false
      form.elements.address.focus()
    }
  }
  bar.addEventListener("mousedown", (event) => event.preventDefault(), { signal })
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]")
    if (button) press(button)
  }, { signal })
  bar.addEventListener("keydown", (event) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const places = shown()
    const at = places.indexOf(document.activeElement) + step
    const next = places[Number.isFinite(at) ? (at + places.length) % places.length : at < 0 ? 0 : places.length - 1]
    stopAt(next)
    next.focus()
  }, { signal })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const href = form.elements.address.value.trim()
    const { from, to } = editor.state.selection
    if (href && from === to) editor.chain().focus().insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
    else if (href) editor.chain().focus().setLink({ href }).run()
    form.reset()
    form.hidden = true
  }, { signal })
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    form.hidden = true
    editor.commands.focus()
  }, { signal })

  editor.on("transaction", look)
  look()
  return () => { gone.abort(); editor.off("transaction", look) }
}
