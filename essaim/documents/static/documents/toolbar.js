// The buttons above a text. One of them is in the tab order; arrows go from one to the next.
import { ACTS } from "./acts.js"

const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }

/** Wire `bar` (buttons with `data-act`) to `editor`; `asks` are the acts that open something. Gives what undoes it. */
export function wire(bar, editor, asks) {
  const gone = new AbortController()
  const { signal } = gone
  const buttons = [...bar.querySelectorAll("[data-act]")]
  const shown = () => buttons.filter((button) => !button.hidden)

  function look() {
    for (const button of buttons) {
      const act = ACTS[button.dataset.act]
      if (act.on && button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(act.on(editor)))
      if (act.shown) button.hidden = !act.shown(editor)
    }
    if (!shown().some((button) => button.tabIndex === 0)) stopAt(shown()[0])
  }
  function stopAt(chosen) {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1
  }
  bar.addEventListener("mousedown", (event) => event.preventDefault(), { signal })
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]")
    if (!button) return
    stopAt(button)
    perform(button.dataset.act, editor, asks)
  }, { signal })
  bar.addEventListener("keydown", (event) => {
    const step = STEPS[event.key]
    if (event.key === "Escape") return editor.commands.focus()
    if (step === undefined) return
    event.preventDefault()
    const places = shown()
    const at = places.indexOf(document.activeElement) + step
    const next = places[Number.isFinite(at) ? (at + places.length) % places.length : at < 0 ? 0 : places.length - 1]
    stopAt(next)
    next.focus()
  }, { signal })
  editor.on("transaction", look)
  look()
  return () => { gone.abort(); editor.off("transaction", look) }
}

export function perform(name, editor, asks) {
  if (asks[name]) return asks[name]()
  ACTS[name].run(editor)
  editor.commands.focus()
}
