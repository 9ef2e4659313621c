import assert from "node:assert/strict"
import { test } from "node:test"
import { sentences } from "../../essaim/base/static/base/js/sentences.js"

test("each text is a sentence, said once", () => {
  assert.deepEqual(sentences([" Avez-vous \n un local ? ", "Oui", "Oui", "", "Non"]), ["Avez-vous un local ?", "Oui.", "Non."])
})
