/** How long to wait before trying again, in milliseconds: soon at first, then every ten seconds. */
export const patience = (tries) => Math.min(10_000, 800 * 2 ** tries)

/** Sends a form's fields; gives { ok, next, problems }, or null when nothing was answered: try again. */
export async function send(address, body, signal) {
  const answer = await fetch(address, { method: "POST", body, signal, headers: { Accept: "application/json" } }).catch(() => null)
  if (!answer || answer.status >= 502) return null
  const said = await answer.json().catch(() => ({}))
  return { ok: answer.ok, next: said.next ?? "", problems: said.problems ?? {}, kept: said.kept ?? {} }
}
