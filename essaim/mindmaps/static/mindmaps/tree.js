// From what everybody wrote to one tree, the same everywhere: `tree.py` does it alike, and says why.
export const ROOT = "root"
export const MOST_NODES = 5000
const MOST_MOVES = 2 ** 31

const ID = /^[0-9a-z-]{1,36}$/
const ORDER = /^[0-9A-Za-z]{1,200}$/
const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const isNewer = (a, b) => a.moves - b.moves || before(a.parent, b.parent)

export const isId = (text) => typeof text === "string" && ID.test(text)

/** An edge as any browser may have written it, or null. */
export function readEdge(parent, value) {
  if (!isId(parent) || !Array.isArray(value) || value.length !== 2) return null
  const [moves, order] = value
  if (!Number.isInteger(moves) || moves < 0 || moves >= MOST_MOVES) return null
  return { parent, moves, order: typeof order === "string" && ORDER.test(order) ? order : "" }
}

/** The newest edge of a node as it was written, or null. */
export function newest(edges) {
  return edges.reduce((best, edge) => (best && isNewer(best, edge) > 0 ? best : edge), null)
}

/**
 * The one tree that these nodes make: `written` maps an id to {text, tone, gone, edges}.
 * Gives {branches: Map(id → {id, text, tone, parent, order, level, children}) in the order of reading, parents, removed}.
 */
export function resolve(written) {
  const nodes = new Map([...written].sort(([a], [b]) => before(a, b)).slice(0, MOST_NODES))
  nodes.set(ROOT, written.get(ROOT) ?? { text: "", tone: "", gone: false, edges: [] })
  const parents = hang(nodes)
  const below = new Map()
  for (const [id, edge] of parents) put(below, edge.parent, id)
  for (const siblings of below.values()) {
    siblings.sort((a, b) => before(parents.get(a).order, parents.get(b).order) || before(a, b))
  }
  const order = inOrder(below)
  const shown = whatShows(nodes, parents, order)
  const branches = new Map()
  for (const id of order) {
    if (!shown.has(id)) continue
    const { parent, order: place } = parents.get(id) ?? { parent: "", order: "" }
    const level = parent ? branches.get(parent).level + 1 : 0
    const children = (below.get(id) ?? []).filter((child) => shown.has(child))
    const { text, tone } = nodes.get(id)
    branches.set(id, { id, text, tone, parent, order: place, level, children })
  }
  return { branches, parents, removed: order.filter((id) => !shown.has(id) && shown.has(parents.get(id).parent)) }
}

/** Everything below a node, in the order of reading. */
export function under(tree, id) {
  const found = []
  const waiting = [...tree.branches.get(id).children].reverse()
  while (waiting.length) {
    found.push(waiting.pop())
    waiting.push(...[...tree.branches.get(found.at(-1)).children].reverse())
  }
  return found
}

/** From its parent to the centre. */
export function above(tree, id) {
  const found = []
  while (id !== ROOT) found.push(id = tree.branches.get(id).parent)
  return found
}

function put(lists, key, value) {
  if (lists.has(key)) lists.get(key).push(value)
  else lists.set(key, [value])
}

function hang(nodes) {
  const edges = new Map([...nodes].map(([id, node]) => [id, node.edges.filter((e) => nodes.has(e.parent) && e.parent !== id)]))
  const best = new Map()
  const below = new Map()
  for (const [id, mine] of edges) {
    if (!mine.length || id === ROOT) continue
    best.set(id, newest(mine))
    put(below, best.get(id).parent, id)
  }
  const parents = new Map()
  const held = new Set()
  const offered = new Map()
  const ways = new Ways()

  function hold(first) {
    const waiting = [first]
    while (waiting.length) {
      const id = waiting.pop()
      held.add(id)
      for (const way of offered.get(id) ?? []) ways.push(way)
      for (const child of below.get(id) ?? []) {
        if (held.has(child)) continue
        parents.set(child, best.get(child))
        waiting.push(child)
      }
    }
  }

  hold(ROOT)
  const loose = [...nodes.keys()].filter((id) => !held.has(id)).sort(before)
  const atOnce = new Set(held)
  for (const id of loose) {
    for (const edge of edges.get(id)) {
      if (atOnce.has(edge.parent)) ways.push({ child: id, edge })
      else put(offered, edge.parent, { child: id, edge })
    }
  }
  for (const id of loose) {
    for (let way = ways.pop(); way; way = ways.pop()) {
      if (held.has(way.child)) continue
      parents.set(way.child, way.edge)
      hold(way.child)
    }
    if (held.has(id)) continue
    parents.set(id, { parent: ROOT, moves: 0, order: "" })
    hold(id)
  }
  return parents
}

/** A heap: the newest edge first, then by the name of the child, then of the parent. */
class Ways {
  #kept = []

  push(way) {
    const kept = this.#kept
    let at = kept.push(way) - 1
    for (let up = (at - 1) >> 1; at && comes(kept[at], kept[up]) < 0; at = up, up = (at - 1) >> 1) {
      [kept[at], kept[up]] = [kept[up], kept[at]]
    }
  }

  pop() {
    const kept = this.#kept
    const first = kept[0]
    const last = kept.pop()
    if (!kept.length) return first
    kept[0] = last
    for (let at = 0; ;) {
      let least = at
      for (const down of [2 * at + 1, 2 * at + 2]) if (down < kept.length && comes(kept[down], kept[least]) < 0) least = down
      if (least === at) return first;
      [kept[at], kept[least]] = [kept[least], kept[at]]
      at = least
    }
  }
}

function comes(a, b) {
  return b.edge.moves - a.edge.moves || before(a.child, b.child) || before(a.edge.parent, b.edge.parent)
}

function inOrder(below) {
  const found = []
  const waiting = [ROOT]
  while (waiting.length) {
    found.push(waiting.pop())
    waiting.push(...[...(below.get(found.at(-1)) ?? [])].reverse())
  }
  return found
}

function whatShows(nodes, parents, order) {
  const shown = new Set([ROOT])
  for (const id of [...order].reverse()) {
    if (!nodes.get(id).gone) shown.add(id)
    if (shown.has(id) && id !== ROOT) shown.add(parents.get(id).parent)
  }
  return shown
}

/** What is folded when a map is opened: nothing of a small one, and of a large one what leaves its first levels in sight. */
export function foldedAtFirst(tree, most = 60) {
  const branches = [...tree.branches.values()]
  if (branches.length <= most) return new Set()
  const deepest = Math.max(...branches.map(({ level }) => level))
  let level = 1
  while (level + 1 < deepest && branches.filter((one) => one.level <= level + 1).length <= most) level += 1
  return new Set(branches.filter((one) => one.level === level && one.children.length).map(({ id }) => id))
}
