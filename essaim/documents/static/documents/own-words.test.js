import assert from "node:assert/strict"
import { test } from "node:test"

import { Y } from "../vendor/editor/cowriting.js"
import { OwnWords } from "./own-words.js"

const line = (words) => {
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [new Y.XmlText(words)])
  return paragraph
}
const read = (doc) => doc.getXmlFragment("body").toString()
const exchange = (one, other) => {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one), "network")
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other), "network")
}

function two(words) {
  const [amina, bruno] = [new Y.Doc(), new Y.Doc()]
  amina.getXmlFragment("body").insert(0, [line("Avant"), line(words), line("Après")])
  exchange(amina, bruno)
  return [amina, bruno]
}

// What the editor does when a line becomes a title: it is written anew.
function makeTitle(doc, at) {
  const body = doc.getXmlFragment("body")
  doc.transact(() => {
    const title = new Y.XmlElement("heading")
    title.insert(0, [new Y.XmlText(body.get(at).get(0).toString())])
    body.delete(at, 1)
    body.insert(at, [title])
  })
}

test("words added without network to a line that became a title are put back after it", async () => {
  const [amina, bruno] = two("Le local")
  let told = 0
  const own = new OwnWords(bruno, { body: bruno.getXmlFragment("body"), told: () => { told += 1 } })
  const text = bruno.getXmlFragment("body").get(1).get(0)
  text.insert(8, " est")
  text.insert(12, " ouvert")
  makeTitle(amina, 1)
  exchange(amina, bruno)
  await null
  exchange(amina, bruno)
  assert.equal(read(amina), read(bruno))
  assert.equal(read(bruno), "<paragraph>Avant</paragraph><heading>Le local</heading><paragraph> est ouvert</paragraph><paragraph>Après</paragraph>")
  assert.equal(told, 1)
  own.destroy()
})

test("what all had seen may be taken away", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const [amina, bruno] = two("")
  const own = new OwnWords(bruno, { body: bruno.getXmlFragment("body") })
  bruno.getXmlFragment("body").get(1).get(0).insert(0, "vu de tous")
  exchange(amina, bruno)
  own.saved()
  context.mock.timers.tick(3000)
  bruno.getXmlFragment("body").get(1).get(0).insert(10, ", et pas encore")
  amina.getXmlFragment("body").delete(1, 1)
  exchange(amina, bruno)
  await null
  assert.equal(read(bruno), "<paragraph>Avant</paragraph><paragraph>, et pas encore</paragraph><paragraph>Après</paragraph>")
  own.destroy()
})

test("what one takes away oneself stays away", async () => {
  const [amina, bruno] = two("Le local")
  const own = new OwnWords(bruno, { body: bruno.getXmlFragment("body") })
  bruno.getXmlFragment("body").get(1).get(0).insert(8, " ouvert")
  bruno.getXmlFragment("body").delete(1, 1)
  exchange(amina, bruno)
  await null
  assert.equal(read(bruno), "<paragraph>Avant</paragraph><paragraph>Après</paragraph>")
  own.destroy()
})
