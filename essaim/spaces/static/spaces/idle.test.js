import assert from "node:assert/strict"
import test from "node:test"
import { stateOf } from "./idle.js"

test("a place is asked about, then left", () => {
  assert.deepEqual([0, 299_999, 300_000, 359_999, 360_000, 1e9].map(stateOf), ["here", "here", "asked", "asked", "gone", "gone"])
})
