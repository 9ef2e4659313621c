// The same vectors as the server's tests: a board is read, and changed, alike on both sides.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import * as acts from "./acts.js"
import { arrange, shownNote, times } from "./content.js"
import { beyond, between } from "./order.js"

const vectors = JSON.parse(readFileSync(new URL("../../tests/vectors.json", import.meta.url), "utf-8"))
const board = () => arrange(vectors.notes, vectors.groups)

const drawn = (content) => {
  const one = (note) => ({ id: note.id, text: note.text, times: times(note), joined: note.joined.map(({ id }) => id), kind: note.kind })
  return {
    groups: content.groups.map(({ id, name, joined, notes }) => ({ id, name, joined: joined.map((other) => other.id), notes: notes.map(one) })),
    loose: content.loose.map(one), hidden: content.hidden.map(({ id }) => id),
  }
}

test("these fields make this board", () => assert.deepEqual(drawn(board()), vectors.board))

for (const { act, with: given, writes } of vectors.gestures) {
  test(`${act} writes the same fields`, () => {
    const content = board(), shown = (id) => shownNote(content, id)
    const made = {
      move: ([note, group, before]) => acts.move(content, shown(note), group, before),
      merge: ([note, into]) => acts.merge(shown(note), shown(into)),
      split: ([note]) => acts.split(shown(note), note),
      kind: ([note, kind]) => acts.setKind(shown(note), kind),
      addGroup: ([id, name, notes]) => acts.addGroup(content, id, name, notes),
      dissolveGroup: ([id]) => acts.dissolveGroup(content, id),
      joinGroups: ([id, into]) => acts.joinGroups(id, into),
      placeGroup: ([id, before]) => acts.placeGroup(content, id, before),
    }[act](given)
    assert.deepEqual(made, writes)
  })
}

test("a place between two is between them, and one at the end is after", () => {
  let low = ""
  for (let n = 0; n < 300; n += 1) {
    const next = beyond(low)
    assert.ok(next > low)
    const middle = between(low, next)
    assert.ok(low < middle && middle < next)
    low = next
  }
  assert.throws(() => between("b", "a"))
})
