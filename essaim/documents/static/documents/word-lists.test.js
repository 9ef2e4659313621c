import assert from "node:assert/strict"
import { test } from "node:test"

import { counts, levelOf, nested } from "./word-lists.js"

test("levels become lists inside lists", () => {
  const lines = [[1, "a"], [2, "b"], [2, "c"], [1, "d"]].map(([level, value]) => ({ level, value, isOrdered: false }))
  const [list] = nested(lines)
  assert.deepEqual(list.items.map((item) => item.value), ["a", "d"])
  assert.deepEqual(list.items[0].inside[0].items.map((item) => item.value), ["b", "c"])
})

test("a jump of levels and a change of kind lose no item", () => {
  const lists = nested([{ level: 4, isOrdered: false, value: "a" }, { level: 1, isOrdered: true, value: "b" }])
  assert.deepEqual(lists.map((list) => [list.isOrdered, list.items[0].value]), [[false, "a"], [true, "b"]])
})

test("what Word says of a list is read", () => {
  assert.equal(levelOf("margin:0;mso-list:l0 level2 lfo1"), 2)
  assert.equal(levelOf("color:red"), 0)
  assert.equal(levelOf("mso-list:Ignore"), 0)
  assert.deepEqual(["1.", "a)", "iv.", "·", "o", "§"].map(counts), [true, true, true, false, false, false])
})
