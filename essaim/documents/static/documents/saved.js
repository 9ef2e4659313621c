/**
 * What the line under a text says: "refused", "offline", "stuck", "saving" or "saved".
 * `unsynced` counts what the server has not written to its disk yet; `isSynced` says that we have all it has.
 */
export function savedState({ isOpen, isSynced, unsynced, isRefused, isStuck = false }) {
  if (isRefused) return "refused"
  if (!isOpen) return "offline"
  if (isStuck && unsynced > 0) return "stuck"
  return unsynced > 0 || !isSynced ? "saving" : "saved"
}

/** Who else is here, each person once, from the states of everybody's cursors. */
export function othersOf(states, member) {
  const people = new Map()
  for (const { user } of states) if (user && user.id !== member) people.set(user.id, { name: user.name, tone: user.tone })
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
}
