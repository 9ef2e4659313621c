// A round of speaking lasts: a tablet that lies on the table is not left at once.
const ASKS_AFTER_MS = 5 * 60_000
const LEAVES_AFTER_MS = ASKS_AFTER_MS + 60_000

/** What to think of whoever touched nothing for so long: "here", "asked" (still there?) or "gone". */
export function stateOf(idle_ms) {
  if (idle_ms < ASKS_AFTER_MS) return "here"
  return idle_ms < LEAVES_AFTER_MS ? "asked" : "gone"
}
