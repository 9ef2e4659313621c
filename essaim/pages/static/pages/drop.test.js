import assert from "node:assert/strict"
import { test } from "node:test"
import { asked, dropAt, stepOf } from "./drop.js"

test("a row has three thirds", () => {
  assert.equal(dropAt(105, 100, 30), "before")
  assert.equal(dropAt(115, 100, 30), "inside")
  assert.equal(dropAt(128, 100, 30), "after")
})

test("what the server is asked", () => {
  const row = { target: "a", parent: "p", next: "b" }
  assert.deepEqual(asked({ ...row, where: "before" }), { parent: "p", before: "a" })
  assert.deepEqual(asked({ ...row, where: "after" }), { parent: "p", before: "b" })
  assert.deepEqual(asked({ ...row, where: "inside" }), { parent: "a", before: "" })
})

test("arrows are steps, other keys are not", () => {
  assert.equal(stepOf("ArrowRight"), "in")
  assert.equal(stepOf("a"), undefined)
})
