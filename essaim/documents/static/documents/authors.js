// Who wrote what, by colour and in words, when someone asks. Each letter of a Yjs text knows the browser it came from;
// the server knows whose browser that was.
import { Decoration, DecorationSet, Extension, Plugin, PluginKey, ySyncPluginKey } from "../vendor/editor/editor.js"
import { runsOf } from "./runs.js"

const LOOKS_AGAIN_AFTER_MS = 400
const key = new PluginKey("authors")

export const Authors = Extension.create({
  name: "authors",
  addProseMirrorPlugins: () => [new Plugin({
    key,
    state: {
      init: () => ({ known: null, drawn: DecorationSet.empty, of: null }),
      apply(transaction, before, _, state) {
        const known = transaction.getMeta(key)
        if (known !== undefined) return { known, drawn: known ? drawn(state, known) : DecorationSet.empty, of: state.doc }
        // Yjs is told of our own change a moment later: until the next look, what is there moves along.
        return transaction.docChanged ? { ...before, drawn: before.drawn.map(transaction.mapping, transaction.doc) } : before
      },
    },
    props: { decorations: (state) => key.getState(state).drawn },
    view: () => {
      let timer
      const look = (view) => {
        const { known, of } = key.getState(view.state)
        if (known && of !== view.state.doc) show(view, known)
      }
      return {
        update: (view) => { clearTimeout(timer); if (key.getState(view.state).known) timer = setTimeout(look, LOOKS_AGAIN_AFTER_MS, view) },
        destroy: () => clearTimeout(timer),
      }
    },
  })],
})

/** Colour the text by `known` ({clients: {client: person}, people: {person: {name, tone}}}), or no more with null. */
export function show(view, known) {
  view.dispatch(view.state.tr.setMeta(key, known).setMeta("addToHistory", false))
}

/** The clients whose words are in the text, most words first: [[client, letters]]. */
export function writersIn(view) {
  const counts = new Map()
  for (const { client, from, to } of runs(view.state)) counts.set(client, (counts.get(client) ?? 0) + to - from)
  return [...counts].sort((a, b) => b[1] - a[1])
}

function runs(state) {
  const binding = ySyncPluginKey.getState(state)?.binding
  return binding?.type ? runsOf(binding.type, state.doc) : []
}

function drawn(state, known) {
  const marks = runs(state).map(({ client, from, to, isNode }) => {
    const person = known.people[known.clients[client]] ?? known.people[""]
    const attributes = { class: `wrote is-hand-${person.tone}`, title: person.name }
    return isNode ? Decoration.node(from, to, attributes) : Decoration.inline(from, to, attributes)
  })
  return DecorationSet.create(state.doc, marks)
}
