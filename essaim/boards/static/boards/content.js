// What the fields of a board make: families in order, notes still to sort, what joined what. `content.py` reads the
// same; `tests/vectors.json` holds both to it.
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ORDER = /^[0-9A-Za-z]{1,120}$/
const KIND = /^k[1-6]$/
const NOTE_FIELDS = ["text", "order", "kind", "group", "into", "hidden", "source"]
const GROUP_FIELDS = ["name", "order", "into"]
const MOST_NOTES = 2000
const MOST_GROUPS = 200

/** The board of a Yjs document. */
export function read(doc) {
  return arrange(
    items(doc.getMap("notes"), NOTE_FIELDS, MOST_NOTES), items(doc.getMap("groups"), GROUP_FIELDS, MOST_GROUPS))
}

/** { groups: [{id, name, order, notes, joined}], loose: notes, hidden, all: Map } from plain fields by identity. */
export function arrange(rawNotes, rawGroups) {
  const notes = new Map(), groups = new Map()
  for (const [id, raw] of Object.entries(rawNotes)) {
    const note = noteOf(id, raw)
    if (note.text) notes.set(id, note)
  }
  for (const [id, raw] of Object.entries(rawGroups)) {
    const name = words(raw.name, 80)
    if (name) groups.set(id, { id, name, order: fitting(raw.order, ORDER), into: raw.into ?? "", notes: [], joined: [] })
  }
  const alive = new Map([...notes].filter(([, note]) => !note.hidden))
  const lead = roots(alive), head = roots(groups)
  const loose = []
  for (const [id, note] of alive) if (lead.get(id) !== id) alive.get(lead.get(id)).joined.push(note)
  for (const [id, note] of alive) {
    if (lead.get(id) !== id) continue
    note.joined.sort(byPlace)
    note.shownIn = head.get(note.group) ?? ""
    ;(groups.get(note.shownIn)?.notes ?? loose).push(note)
  }
  for (const [id, group] of groups) if (head.get(id) !== id) groups.get(head.get(id)).joined.push(group)
  const shown = [...groups.values()].filter(({ id }) => head.get(id) === id).sort(byPlace)
  for (const group of shown) {
    group.notes.sort(byPlace)
    group.joined.sort(byPlace)
  }
  const hidden = [...notes.values()].filter((note) => note.hidden).sort(byPlace)
  return { groups: shown, loose: loose.sort(byPlace), hidden, all: notes }
}

/** What is still to sort (the family of no name), then the families. */
export const columns = (content) => [{ id: "", name: "", order: "", notes: content.loose, joined: [] }, ...content.groups]

/** The note that shows the one of this identity: itself, or the one it joined. */
export function shownNote(content, id) {
  for (const column of columns(content)) {
    for (const note of column.notes) if (note.id === id || note.joined.some((one) => one.id === id)) return note
  }
  return undefined
}

export const times = (note) => 1 + note.joined.length

/** Whom each one finally joined. In a circle, made by two people at once, the smallest identity leads. */
export function roots(all) {
  const found = new Map()
  for (const start of all.keys()) {
    const path = []
    let at = start
    while (!found.has(at) && !path.includes(at) && all.has(all.get(at).into)) {
      path.push(at)
      at = all.get(at).into
    }
    const circle = path.indexOf(at)
    const lead = found.get(at) ?? (circle < 0 ? at : path.slice(circle).sort()[0])
    for (const one of [...path, at]) found.set(one, lead)
  }
  return found
}

export const byPlace = (a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1)

function noteOf(id, raw) {
  return {
    id, text: words(raw.text, 300), order: fitting(raw.order, ORDER), kind: fitting(raw.kind, KIND), group: raw.group ?? "",
    into: raw.into ?? "", hidden: words(raw.hidden, 140), source: words(raw.source, 80), joined: [], shownIn: "",
  }
}

const words = (text, most) => [...(text ?? "").split(/\s+/u).filter(Boolean).join(" ")].slice(0, most).join("")
const fitting = (text, pattern) => (pattern.test(text ?? "") ? text : "")

function items(map, fields, most) {
  const found = {}
  let left = most
  for (const id of [...map.keys()].filter((key) => ID.test(key)).sort()) {
    const item = map.get(id)
    if (typeof item?.get !== "function") continue
    if (left-- === 0) break
    found[id] = Object.fromEntries(fields.map((name) => [name, item.get(name)]).filter(([, value]) => typeof value === "string"))
  }
  return found
}
