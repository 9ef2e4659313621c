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

test("a server whose disk is full says so as long as words wait for it", () => {
  const now = { isOpen: true, isSynced: true, isRefused: false, isStuck: true }
  assert.equal(savedState({ ...now, unsynced: 1 }), "stuck")
  assert.equal(savedState({ ...now, unsynced: 0 }), "saved")
})
