import { test } from "node:test"
import assert from "node:assert/strict"
import { marks } from "./marks.js"

test("one's own question has no button, one that was joined is pressed, the others are neither", () => {
  assert.deepEqual(marks("a", "b c", "a"), { hidden: true, pressed: false })
  assert.deepEqual(marks("b", "b c", "a"), { hidden: false, pressed: true })
  assert.deepEqual(marks("d", "b c", "a"), { hidden: false, pressed: false })
  assert.deepEqual(marks("b", "bb", ""), { hidden: false, pressed: false })
})
