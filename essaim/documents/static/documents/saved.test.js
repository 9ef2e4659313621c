import assert from "node:assert/strict"
import { test } from "node:test"

import { othersOf, savedState } from "./saved.js"

const calm = { isOpen: true, isSynced: true, unsynced: 0, isRefused: false }

test("saved only when the server said so", () => {
  assert.equal(savedState(calm), "saved")
  assert.equal(savedState({ ...calm, unsynced: 2 }), "saving")
  assert.equal(savedState({ ...calm, isSynced: false }), "saving")
})

test("a lost network is said, a refusal even more", () => {
  assert.equal(savedState({ ...calm, isOpen: false, unsynced: 2 }), "offline")
  assert.equal(savedState({ ...calm, isOpen: false, isRefused: true }), "refused")
})

test("someone with two tabs is one person, and nobody meets themselves", () => {
  const bruno = { user: { id: "b", name: "Bruno", tone: 1 } }
  assert.deepEqual(othersOf([{ user: { id: "a", name: "Amina" } }, bruno, bruno, {}], "a"), [{ name: "Bruno", tone: 1 }])
})

test("a full disk and a full text are said as long as words wait", () => {
  for (const trouble of ["stuck", "full"]) {
    assert.equal(savedState({ ...calm, trouble, unsynced: 1 }), trouble)
    assert.equal(savedState({ ...calm, trouble, unsynced: 0 }), "saved")
  }
})

test("a socket closed because of what was sent is not said to be the network", () => {
  const away = { ...calm, isOpen: false, unsynced: 1 }
  assert.equal(savedState({ ...away, closed: 4429 }), "fast")
  assert.equal(savedState({ ...away, closed: 1009 }), "large")
  assert.equal(savedState({ ...away, closed: 1006 }), "offline")
  assert.equal(savedState({ ...calm, closed: 4429 }), "saved")
})
