// The buttons of a map, for thumbs: each does what a key does in the outline.
import { ROOT, under } from "./tree.js"

/** Wire the tools of `page` to `acts`; gives { settle(mayWrite), show(…) }. */
export function wireTools(page, acts, signal) {
  const find = (selector) => page.querySelector(selector)
  const bar = find(".map-tools")
  const more = find(".map-more-tools")
  const [to, tone] = [find("[data-to]"), find("[data-tone]")]
  const removed = find("[data-removed-list]")

  // The field keeps the focus of a phone's keyboard until its button has acted.
  page.addEventListener("mousedown", (event) => { if (event.target.closest("[data-act]")) event.preventDefault() }, { signal })
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]")
    if (!button || button.disabled) return undefined
    acts.finish()
    if (button.dataset.act === "to") return acts.to(to.value)
    if (button.dataset.act === "restore") return acts.restore(button.value)
    return acts[button.dataset.act]()
  }, { signal })
  tone.addEventListener("change", () => acts.paint(tone.value), { signal })
  for (const button of page.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => {
      page.dataset.shows = button.dataset.view
      for (const one of page.querySelectorAll("[data-view]")) one.setAttribute("aria-pressed", String(one === button))
      acts.full(null)
    }, { signal })
  }
  const size = find("[data-size]")
  size.hidden = false
  size.addEventListener("click", () => {
    acts.full(!find(".map-svg").classList.contains("is-full"))
  }, { signal })
  find(".map-views").hidden = false
  page.dataset.shows = "plan"

  return {
    settle(mayWrite) {
      for (const one of [bar, more, find(".map-keys")]) one.hidden = !mayWrite
    },

    show(tree, legend, selected, map, undo) {
      const isCentre = selected === ROOT
      for (const button of bar.querySelectorAll("[data-act]")) {
        const act = button.dataset.act
        const none = { undo: !undo.undoStack.length, redo: !undo.redoStack.length }[act]
        button.disabled = none ?? (isCentre && ["sibling", "up", "down", "inside", "out", "remove"].includes(act))
      }
      find("[data-move]").hidden = isCentre
      const below = new Set([selected, ...under(tree, selected)])
      const places = [...tree.branches.values()].filter(({ id }) => !below.has(id))
      options(to, places.map(({ id, text, level }) => [id, `${"\u00a0\u00a0".repeat(level)}${text || "…"}`]), tree.branches.get(selected).parent)
      tone.closest(".field").hidden = !legend.size
      options(tone, [["", tone.dataset.none], ...legend], tree.branches.get(selected).tone)
      const words = map.written()
      list(removed, tree.removed.map((id) => [id, words.get(id).text]))
    },
  }
}

function options(select, rows, value) {
  const state = JSON.stringify(rows)
  if (select.dataset.state !== state) {
    select.dataset.state = state
    select.replaceChildren(...rows.map(([id, text]) => new Option(text, id)))
  }
  if (document.activeElement !== select) select.value = value
}

/** What was removed, each with a button that puts it back; made from the template beside it. */
function list(place, rows) {
  const state = JSON.stringify(rows)
  if (place.dataset.state === state) return
  place.dataset.state = state
  const template = place.querySelector("template")
  const made = rows.map(([id, text]) => {
    const row = template.content.cloneNode(true)
    row.querySelector("[data-text]").textContent = text || "…"
    Object.assign(row.querySelector("button"), { value: id, type: "button" })
    return row
  })
  const items = document.createElement("ul")
  items.className = "list"
  items.append(...made)
  place.querySelector("ul").replaceWith(items)
  place.hidden = !rows.length
}
