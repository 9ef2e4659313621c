// A mind map in its Yjs document: `content.py` reads and writes it alike, and says how it is kept.
import { between, drawn } from "./order.js"
import { ROOT, above, isId, newest, readEdge, resolve, under } from "./tree.js"

export const TONES = ["act", "info", "now", "harm"]
export const LONGEST = 80
export const DEEPEST = 6
const LONGEST_KEPT = 500
const IN = "in:"
const isText = (value) => typeof value === "string" || typeof value?.toDelta === "function"
const textOf = (value) => (isText(value) ? oneLine(String(value)) : "")

export const oneLine = (text) => text.replace(/[\x00- \x7f-\x9f\u2028\u2029\ufeff]+/gu, " ").replace(/^ | $/g, "")

/** Why an edit is not made: its `code` is "gone", "deep", "loop" or "centre"; the page has the words. */
export class Refused extends Error {
  constructor(code) {
    super(code)
    this.code = code
  }
}

/** The edits of one map: `Y` is the library, `doc` its document; what it writes has this object as origin. */
export class MindMap {
  #Y
  #doc
  #nodes
  #legend

  constructor(Y, doc) {
    this.#Y = Y
    this.#doc = doc
    this.#nodes = doc.getMap("nodes")
    this.#legend = doc.getMap("legend")
  }

  /** What undoing watches. */
  get shared() { return [this.#nodes, this.#legend] }

  get isEmpty() { return this.#nodes.size === 0 }

  written() {
    const found = new Map()
    for (const [id, node] of this.#nodes) if (isId(id) && typeof node?.entries === "function") found.set(id, read(node))
    return found
  }

  tree() { return resolve(this.written()) }

  legend() {
    return new Map(TONES.map((tone) => [tone, cut(textOf(this.#legend.get(tone)), LONGEST)]).filter(([, said]) => said))
  }

  /** What is written of one idea, as it is being edited. */
  text(id) { return textOf(this.#nodes.get(id)?.get("text")) }

  add(parent, text, after = null) {
    const tree = this.tree()
    there(tree, parent)
    notTooDeep(tree.branches.get(parent).level + 1)
    const id = newId()
    this.#write(() => {
      const node = new this.#Y.Map()
      node.set("text", new this.#Y.Text(text))
      node.set(IN + parent, [0, place(tree, parent, after)])
      this.#nodes.set(id, node)
    })
    return id
  }

  rename(id, text) {
    there(this.tree(), id)
    const node = this.#nodes.get(id) ?? this.#begin(id)
    const kept = node.get("text")
    this.#write(() => {
      if (typeof kept?.toDelta !== "function") return node.set("text", new this.#Y.Text(text))
      const old = kept.toString()
      const start = same([...old], [...text]).join("").length
      const left = [...text.slice(start)].reverse()
      const tail = same([...old.slice(start)].reverse(), left).join("").length
      if (start < old.length - tail) kept.delete(start, old.length - tail - start)
      if (start < text.length - tail) kept.insert(start, text.slice(start, text.length - tail))
    })
  }

  /** Put an idea under `parent`: after a sibling, first (""), or last (null). */
  move(id, parent, after = null) {
    const tree = this.tree()
    there(tree, id)
    there(tree, parent)
    if (id === ROOT) throw new Refused("centre")
    if (id === parent || above(tree, parent).includes(id)) throw new Refused("loop")
    const { level } = tree.branches.get(id)
    const lowest = Math.max(level, ...under(tree, id).map((one) => tree.branches.get(one).level))
    notTooDeep(tree.branches.get(parent).level + 1 + lowest - level)
    this.#write(() => {
      this.#settle(tree)
      this.#hang(id, parent, place(tree, parent, after, id))
    })
  }

  /** One step up (-1) or down (1) among its siblings; false at the end of them. */
  step(id, way) {
    const tree = this.tree()
    there(tree, id)
    if (id === ROOT) throw new Refused("centre")
    const { parent } = tree.branches.get(id)
    const siblings = tree.branches.get(parent).children
    const to = siblings.indexOf(id) + way
    if (to < 0 || to >= siblings.length) return false
    this.move(id, parent, way > 0 ? siblings[to] : siblings[to - 1] ?? "")
    return true
  }

  /** Under the sibling above it; false when there is none. */
  indent(id) {
    const tree = this.tree()
    there(tree, id)
    if (id === ROOT) throw new Refused("centre")
    const siblings = tree.branches.get(tree.branches.get(id).parent).children
    const at = siblings.indexOf(id)
    if (at < 1) return false
    this.move(id, siblings[at - 1])
    return true
  }

  /** Beside its parent; false when it already hangs from the centre. */
  outdent(id) {
    const tree = this.tree()
    there(tree, id)
    if (id === ROOT) throw new Refused("centre")
    const { parent } = tree.branches.get(id)
    if (parent === ROOT) return false
    this.move(id, tree.branches.get(parent).parent, parent)
    return true
  }

  remove(id) {
    const tree = this.tree()
    there(tree, id)
    if (id === ROOT) throw new Refused("centre")
    this.#write(() => { for (const one of [id, ...under(tree, id)]) this.#nodes.get(one).set("gone", true) })
  }

  /** Put back what was removed, and all that was under it. */
  restore(id) {
    const { parents, removed } = this.tree()
    if (!removed.includes(id)) return
    this.#write(() => {
      const waiting = [id]
      while (waiting.length) {
        const one = waiting.pop()
        this.#nodes.get(one).set("gone", false)
        for (const [child, edge] of parents) if (edge.parent === one) waiting.push(child)
      }
    })
  }

  paint(id, tone) {
    there(this.tree(), id)
    const node = this.#nodes.get(id) ?? this.#begin(id)
    this.#write(() => node.set("tone", TONES.includes(tone) ? tone : ""))
  }

  nameTone(tone, said) {
    if (TONES.includes(tone) && textOf(this.#legend.get(tone)) !== said) this.#write(() => this.#legend.set(tone, said))
  }

  #begin(id) {
    const node = new this.#Y.Map()
    this.#write(() => this.#nodes.set(id, node))
    return node
  }

  #hang(id, parent, order) {
    const node = this.#nodes.get(id)
    const moves = Math.max(-1, ...read(node).edges.map((edge) => edge.moves)) + 1
    node.set(IN + parent, [moves, order])
  }

  #settle(tree) {
    const known = this.written()
    for (const [id, edge] of tree.parents) {
      const last = newest(known.get(id).edges)
      if (last?.parent !== edge.parent || last.order !== edge.order) this.#hang(id, edge.parent, edge.order)
    }
  }

  #write(act) { this.#doc.transact(act, this) }
}

const cut = (text, most) => [...text].slice(0, most).join("")

function read(node) {
  const edges = [...node.entries()].filter(([key]) => key.startsWith(IN)).map(([key, value]) => readEdge(key.slice(IN.length), value))
  const tone = node.get("tone")
  return {
    text: cut(textOf(node.get("text")), LONGEST_KEPT),
    tone: TONES.includes(tone) ? tone : "",
    gone: node.get("gone") === true,
    edges: edges.filter(Boolean),
  }
}

function place(tree, parent, after, but = "") {
  const siblings = tree.branches.get(parent).children.filter((one) => one !== but)
  const found = siblings.indexOf(after)
  const at = found >= 0 ? found + 1 : after === "" ? 0 : siblings.length
  const order = (one) => tree.branches.get(one)?.order ?? ""
  const low = at ? order(siblings[at - 1]) : ""
  const high = at < siblings.length ? order(siblings[at]) : ""
  return between(low, low < high ? high : "") + drawn()
}

// Without `crypto.randomUUID`, which a hall's plain HTTP address does not have.
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

function there(tree, id) { if (!tree.branches.has(id)) throw new Refused("gone") }

function notTooDeep(level) { if (level > DEEPEST) throw new Refused("deep") }

function same(one, other) {
  const end = one.findIndex((letter, i) => letter !== other[i])
  return end < 0 ? one : one.slice(0, end)
}
