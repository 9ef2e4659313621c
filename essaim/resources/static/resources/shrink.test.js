import assert from "node:assert/strict"
import test from "node:test"
import { asJpeg, patience, smaller } from "./shrink.js"

test("a large photo is drawn smaller, in its proportions", () => {
  assert.deepEqual(smaller(4000, 3000, 2000), { width: 2000, height: 1500 })
  assert.deepEqual(smaller(3000, 4000, 2000), { width: 1500, height: 2000 })
  assert.deepEqual(smaller(9000, 2, 2000), { width: 2000, height: 1 })
})

test("a small one is sent as it is", () => {
  assert.equal(smaller(2000, 1500, 2000), null)
  assert.equal(smaller(0, 0, 2000), null)
})

test("its name says what it is", () => {
  assert.equal(asJpeg("IMG_0012.HEIC"), "IMG_0012.jpg")
  assert.equal(asJpeg("mur"), "mur.jpg")
  assert.equal(asJpeg(".png"), "photo.jpg")
})

test("patience grows and has an end", () => {
  assert.deepEqual([0, 1, 2, 9].map(patience), [1000, 2000, 4000, 15000])
})
