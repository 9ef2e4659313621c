import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { Y } from "../../../documents/static/vendor/editor/cowriting.js"
import { MindMap, Refused } from "./edits.js"
import { layout } from "./layout.js"
import { between } from "./order.js"
import { ROOT, foldedAtFirst, readEdge, resolve } from "./tree.js"

const vectors = JSON.parse(readFileSync(new URL("../../tests/vectors.json", import.meta.url), "utf8"))

function written(nodes) {
  return new Map(Object.entries(nodes).map(([id, { text = "", tone = "", gone = false, in: edges = {} }]) => [
    id, { text, tone, gone, edges: Object.entries(edges).map(([parent, said]) => readEdge(parent, said)).filter(Boolean) },
  ]))
}

for (const { name, nodes, tree, removed, layout: expected, folded = [], deepest } of vectors) {
  test(`as the server reads it: ${name}`, () => {
    const found = resolve(written(nodes))
    assert.deepEqual(Object.fromEntries([...found.branches].map(([id, { children }]) => [id, children])), tree)
    assert.deepEqual([...found.branches.keys()].sort(), Object.keys(tree).sort())
    assert.deepEqual(found.removed, removed)
    if (expected) assert.deepEqual(layout(found, { folded: new Set(folded), deepest }), expected)
  })
}

function begun() {
  const doc = new Y.Doc()
  const map = new MindMap(Y, doc)
  map.rename(ROOT, "Coopérer")
  return { doc, map }
}

function copyOf(doc) {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return { doc: copy, map: new MindMap(Y, copy) }
}

function meet(one, other) {
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc))
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc))
}

const shape = ({ map }) => {
  const { branches } = map.tree()
  const say = (id) => [branches.get(id).text, branches.get(id).children.map(say)]
  return say(ROOT)
}

test("two moves that would close a loop: one of them holds, everywhere", () => {
  const amina = begun()
  const [a, b] = [amina.map.add(ROOT, "a"), amina.map.add(ROOT, "b")]
  const bruno = copyOf(amina.doc)
  amina.map.move(a, b)
  bruno.map.move(b, a)
  meet(amina, bruno)
  assert.deepEqual(shape(amina), shape(bruno))
  assert.equal(amina.map.tree().branches.size, 3)
  // A move of something else makes nothing jump.
  const top = amina.map.tree().branches.get(ROOT).children[0]
  const c = amina.map.add(ROOT, "c")
  amina.map.move(top, c)
  assert.equal(amina.map.tree().branches.get(c).children[0], top)
  assert.equal(amina.map.tree().branches.get(top).children.length, 1)
})

test("the words of two people in one idea are both kept", () => {
  const amina = begun()
  const a = amina.map.add(ROOT, "salle")
  const bruno = copyOf(amina.doc)
  amina.map.rename(a, "une salle")
  bruno.map.rename(a, "salle 🐝 partagée")
  meet(amina, bruno)
  assert.equal(amina.map.text(a), "une salle 🐝 partagée")
  assert.equal(bruno.map.text(a), "une salle 🐝 partagée")
})

test("what is added under an idea that somebody removes meanwhile stays", () => {
  const amina = begun()
  const a = amina.map.add(ROOT, "a")
  const bruno = copyOf(amina.doc)
  amina.map.remove(a)
  bruno.map.add(a, "b")
  meet(amina, bruno)
  assert.deepEqual(shape(amina), ["Coopérer", [["a", [["b", []]]]]])
  assert.deepEqual(shape(bruno), shape(amina))
})

test("up, down, in and out", () => {
  const one = begun()
  const [a, b, c] = ["a", "b", "c"].map((text) => one.map.add(ROOT, text))
  const order = () => one.map.tree().branches.get(ROOT).children.map((id) => one.map.text(id)).join("")
  assert.ok(one.map.step(c, -1))
  assert.equal(order(), "acb")
  assert.ok(one.map.step(c, -1))
  assert.equal(order(), "cab")
  assert.equal(one.map.step(c, -1), false)
  assert.ok(one.map.step(c, 1))
  assert.equal(order(), "acb")
  assert.ok(one.map.indent(b))
  assert.deepEqual(shape(one), ["Coopérer", [["a", []], ["c", [["b", []]]]]])
  assert.ok(one.map.outdent(b))
  assert.equal(order(), "acb")
  assert.equal(one.map.indent(a), false)
  assert.equal(one.map.outdent(a), false)
})

test("what cannot be is refused by name, and changes nothing", () => {
  const one = begun()
  const chain = [ROOT]
  for (let level = 1; level <= 6; level += 1) chain.push(one.map.add(chain.at(-1), String(level)))
  const was = shape(one)
  const refused = (act, code) => assert.throws(act, (error) => error instanceof Refused && error.code === code)
  refused(() => one.map.add(chain[6], "7"), "deep")
  refused(() => one.map.move(chain[1], chain[3]), "loop")
  refused(() => one.map.move(ROOT, chain[1]), "centre")
  refused(() => one.map.remove(ROOT), "centre")
  refused(() => one.map.rename("nowhere", "x"), "gone")
  assert.deepEqual(shape(one), was)
})

test("one's own undo leaves what the others did", () => {
  const amina = begun()
  const a = amina.map.add(ROOT, "a")
  const undo = new Y.UndoManager(amina.map.shared, { trackedOrigins: new Set([amina.map]), captureTimeout: 0 })
  const bruno = copyOf(amina.doc)
  amina.map.remove(a)
  bruno.map.add(ROOT, "b")
  meet(amina, bruno)
  assert.deepEqual(shape(amina), ["Coopérer", [["b", []]]])
  undo.undo()
  assert.deepEqual(shape(amina), ["Coopérer", [["a", []], ["b", []]]])
  amina.map.restore(a)
  assert.deepEqual(amina.map.tree().removed, [])
})

test("a place is always between two others", () => {
  let low = ""
  for (let count = 0; count < 200; count += 1) {
    const place = between(low, "V")
    assert.ok(low < place && place < "V")
    low = place
  }
})

test("a small map opens whole, a large one on its first levels", () => {
  const one = begun()
  const tops = ["a", "b", "c"].map((text) => one.map.add(ROOT, text))
  const middle = tops.flatMap((top) => [1, 2, 3].map((n) => one.map.add(top, String(n))))
  assert.equal(foldedAtFirst(one.map.tree()).size, 0)
  for (const place of middle) for (let n = 0; n < 7; n += 1) one.map.add(place, `leaf ${n}`)
  assert.deepEqual([...foldedAtFirst(one.map.tree())].sort(), [...middle].sort())
  assert.deepEqual([...foldedAtFirst(one.map.tree(), 8)].sort(), [...tops].sort(), "its branches at least")
})
