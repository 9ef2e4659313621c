// The socket's own words for too much at once: too many messages, one too long.
const CLOSED = { 4429: "fast", 1009: "large", 4400: "large" }

/**
 * What the line under a text says: "refused", "offline", "fast", "large", "stuck", "full", "saving" or "saved".
 * `unsynced` counts what the server has not written to its disk yet; `isSynced` says that we have all it has; `trouble`
 * is what the server last said of its disk or of the text; `closed` is the code with which it last closed the socket.
 */
export function savedState({ isOpen, isSynced, unsynced, isRefused, trouble = "", closed = 0 }) {
  if (isRefused) return "refused"
  if (!isOpen) return CLOSED[closed] ?? "offline"
  if (trouble && unsynced > 0) return trouble
  return unsynced > 0 || !isSynced ? "saving" : "saved"
}

/** Who else is here, each person once, from the states of everybody's cursors. */
export function othersOf(states, member) {
  const people = new Map()
  for (const { user } of states) if (user && user.id !== member) people.set(user.id, { name: user.name, tone: user.tone })
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
}
