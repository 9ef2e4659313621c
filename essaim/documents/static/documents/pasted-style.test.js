import assert from "node:assert/strict"
import { test } from "node:test"

import { meaning, withoutStyles } from "./pasted-style.js"

test("no foreign style is left to apply, and words are not touched", () => {
  assert.equal(withoutStyles('<p class=a style="color:red">le style="x"</p><style>p{}</style>'), '<p class=a data-style="color:red">le style="x"</p>')
})

test("what Google Docs and Word say of words is understood", () => {
  assert.deepEqual(meaning("font-weight:700;font-style:italic"), { bold: true, italic: true, strike: undefined })
  assert.equal(meaning("font-weight:normal").bold, false)
  assert.equal(meaning("mso-bidi-font-weight:normal").bold, undefined)
  assert.equal(meaning("text-decoration: line-through").strike, true)
  assert.equal(meaning().bold, undefined)
})
