import assert from "node:assert/strict"
import { test } from "node:test"
import { isAsked } from "../static/questionnaires/asking.js"
import { drawn, ground } from "../static/questionnaires/placing.js"
import { patience } from "../static/questionnaires/sending.js"

const conditions = { where: { name: "room:room", values: ["yes"] }, key: { name: "where:where", values: ["here", "there"] } }
const held = (values) => (name) => values[name] ?? []

test("a question without condition is asked", () => assert.equal(isAsked("room", conditions, held({})), true))

test("one that waits is asked with the answer it waits for", () => {
  assert.equal(isAsked("where", conditions, held({ "room:room": ["yes"] })), true)
  assert.equal(isAsked("where", conditions, held({ "room:room": ["no"] })), false)
  assert.equal(isAsked("where", conditions, held({})), false)
})

test("one that waits for a question that is not asked is not asked either, whatever was typed there", () => {
  assert.equal(isAsked("key", conditions, held({ "room:room": ["no"], "where:where": ["here"] })), false)
  assert.equal(isAsked("key", conditions, held({ "room:room": ["yes"], "where:where": ["there"] })), true)
})

test("a ring of conditions ends", () => {
  const ring = { a: { name: "b:b", values: ["1"] }, b: { name: "a:a", values: ["1"] } }
  assert.equal(isAsked("a", ring, held({ "a:a": ["1"], "b:b": ["1"] })), true)
})

test("it tries again soon, then every ten seconds", () => {
  assert.deepEqual([0, 1, 4, 30].map(patience), [800, 1600, 10_000, 10_000])
})

const frame = { south: 47, west: 0, north: 48, east: 2 }

test("a press on the map is a place on the ground, and back", () => {
  assert.deepEqual(ground(frame, 0.25, 0.5), { lat: 47.5, lon: 0.5 })
  assert.deepEqual(drawn(frame, "47,5", "0.5"), { x: 0.25, y: 0.5 })
  assert.equal(drawn(frame, "", ""), null)
  assert.equal(drawn(frame, "49", "1"), null)
})
