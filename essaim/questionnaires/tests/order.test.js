import assert from "node:assert/strict"
import test from "node:test"
import { placeBefore } from "../static/questionnaires/order.js"

const codes = ["a", "b", "c"]

test("dropped above or below another question", () => {
  assert.equal(placeBefore(codes, "c", "a", false), "a")
  assert.equal(placeBefore(codes, "a", "b", true), "c")
  assert.equal(placeBefore(codes, "a", "c", true), "")
})

test("dropped where it was, nothing changes", () => {
  assert.equal(placeBefore(codes, "b", "b", true), null)
  assert.equal(placeBefore(codes, "b", "a", true), null)
  assert.equal(placeBefore(codes, "b", "c", false), null)
  assert.equal(placeBefore(codes, "c", "b", true), null)
})
