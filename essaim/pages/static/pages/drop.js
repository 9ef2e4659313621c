// Where a page goes when it is let go over another: the top third before it, the bottom third after, between the two under it.

/** "before", "after" or "inside", for a pointer at `y` over a row from `top`, `height` high. */
export function dropAt(y, top, height) {
  const part = (y - top) / height
  if (part < 1 / 3) return "before"
  return part > 2 / 3 ? "after" : "inside"
}

/** What to ask of the server: the parent, and the sibling it goes before (empty: the last). `next` follows the row. */
export function asked({ where, target, parent, next }) {
  if (where === "inside") return { parent: target, before: "" }
  return { parent, before: where === "before" ? target : next }
}

/** The step that an arrow key makes, or nothing. */
export function stepOf(key) {
  return { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" }[key]
}
