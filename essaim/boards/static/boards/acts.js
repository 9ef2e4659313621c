// Gestures on a board, as the few fields they write: [map, identity, fields]. The same as `acts.py`, by the same names.
import { columns } from "./content.js"
import { between, beyond } from "./order.js"

const note = (id, fields) => ["notes", id, fields]
const group = (id, fields) => ["groups", id, fields]

/** Put a note in a family ("": to sort), before another or at the end. */
export function move(content, one, to, before = "") {
  const column = columns(content).find(({ id }) => id === to)
  return [note(one.id, { group: to, order: placed(column.notes.filter(({ id }) => id !== one.id), before) })]
}

export const setKind = (one, kind) => [note(one.id, { kind })]

/** The same idea twice is shown once; nobody's words go. */
export const merge = (one, into) => (one.id === into.id ? [] : [note(one.id, { into: into.id })])

/** Take one note out of those it was put with; it stays in the same family, just after. */
export function split(shown, id) {
  if (!shown.joined.length) return []
  if (id !== shown.id) {
    const followers = shown.joined.filter((one) => one.into === id)
    const writes = [note(id, { into: "", group: shown.shownIn, order: beyond(shown.order) })]
    if (shown.into) writes.push(note(shown.id, { into: "" }))
    return [...writes, ...followers.map((one) => note(one.id, { into: shown.id }))]
  }
  const [lead, ...others] = shown.joined
  return [
    note(lead.id, { into: "", group: shown.shownIn, order: shown.order }),
    ...others.map((one) => note(one.id, { into: lead.id })),
    note(id, { into: "", order: beyond(shown.order) }),
  ]
}

/** A new family, after the others; `notes` go into it at once. */
export function addGroup(content, id, name, notes = []) {
  return [group(id, { name, order: beyond(content.groups.at(-1)?.order ?? "") }), ...notes.map((one) => note(one, { group: id }))]
}

export const renameGroup = (id, name) => [group(id, { name })]

/** Two families become one, under the name of `into`; what is put in the first meanwhile follows. */
export const joinGroups = (id, into) => (id === into ? [] : [group(id, { into })])

export const partGroup = (id) => [group(id, { into: "" })]

/** A family without name is no more; its notes are to sort again. */
export function dissolveGroup(content, id) {
  const found = content.groups.find((one) => one.id === id)
  return found ? [found, ...found.joined].map((one) => group(one.id, { name: "" })) : []
}

export function placeGroup(content, id, before = "") {
  return [group(id, { order: placed(content.groups.filter((one) => one.id !== id), before) })]
}

function placed(others, before) {
  const at = others.findIndex(({ id }) => id === before)
  if (at < 0) return beyond(others.at(-1)?.order ?? "")
  const after = others[at].order
  return between(others.slice(0, at).map(({ order }) => order).filter((order) => order < after).at(-1) ?? "", after)
}
