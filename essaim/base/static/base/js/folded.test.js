import assert from "node:assert/strict"
import { test } from "node:test"

import { folded, matching } from "./folded.js"

test("accents and capitals do not matter", () => {
  assert.equal(folded("Encadré « À savoir »"), "encadre a savoir")
  assert.equal(folded("Œuvre"), "oeuvre")
})

test("what begins with it comes first, then what has a word that does", () => {
  const choices = [{ words: "Sous-titre" }, { words: "Titre" }, { words: "Tableau", find: "grille" }]
  assert.deepEqual(matching(choices, "tit").map((one) => one.words), ["Titre", "Sous-titre"])
  assert.deepEqual(matching(choices, "GRI").map((one) => one.words), ["Tableau"])
  assert.deepEqual(matching(choices, "itre"), [])
  assert.equal(matching(choices, "").length, 3)
})
