import assert from "node:assert/strict"
import { test } from "node:test"
import { Drafts } from "../../essaim/base/static/base/js/drafts.js"

// A Storage's own keys are its items, as in browsers.
class Storage {
  getItem(name) { return Object.hasOwn(this, name) ? this[name] : null }
  setItem(name, value) { this[name] = String(value) }
  removeItem(name) { delete this[name] }
}

const typed = { text: ["Pas de poste pour coordonner"] }

test("what is typed is found again after a reload", () => {
  const storage = new Storage()
  new Drafts(storage, "/e/a/b/").keep("note", typed)

  assert.deepEqual(new Drafts(storage, "/e/a/b/").of("note"), typed)
})

test("two seats of one browser keep their drafts apart", () => {
  const storage = new Storage()
  new Drafts(storage, "/e/a/b/").keep("note", typed)

  assert.equal(new Drafts(storage, "/e/a/c/").of("note"), null)
})

test("an emptied form keeps nothing", () => {
  const storage = new Storage()
  const drafts = new Drafts(storage, "/")
  drafts.keep("note", typed)
  drafts.keep("note", { text: [] })

  assert.deepEqual(Object.keys(storage), [])
})

test("what was sent stays until it is acknowledged, and only that goes", () => {
  const drafts = new Drafts(new Storage(), "/")
  drafts.keep("note", typed)
  drafts.keep("other", typed)
  drafts.sent("note", "0198")
  assert.deepEqual(drafts.of("note"), typed)

  drafts.settle()

  assert.equal(drafts.of("note"), null)
  assert.deepEqual(drafts.of("other"), typed)
})

test("typing again after a failed sending makes it unsent", () => {
  const drafts = new Drafts(new Storage(), "/")
  drafts.keep("note", typed)
  drafts.sent("note")
  drafts.keep("note", { text: ["plus long"] })
  drafts.settle()

  assert.deepEqual(drafts.of("note"), { text: ["plus long"] })
})

test("leaving forgets this seat's drafts and no other", () => {
  const storage = new Storage()
  const [mine, other] = [new Drafts(storage, "/e/a/b/"), new Drafts(storage, "/e/a/c/")]
  mine.keep("note", typed)
  other.keep("note", typed)
  mine.forgetAll()

  assert.equal(mine.of("note"), null)
  assert.deepEqual(other.of("note"), typed)
})

test("a browser that refuses storage keeps nothing and breaks nothing", () => {
  const drafts = new Drafts(null, "/")
  drafts.keep("note", typed)
  drafts.sent("note")
  drafts.settle()
  drafts.forgetAll()

  assert.equal(drafts.of("note"), null)
})
