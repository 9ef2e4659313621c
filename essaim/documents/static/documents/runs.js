/**
 * Where each client's letters stand in the editor's document: [{client, from, to, isNode}].
 * `type` is the Yjs fragment, `node` the editor's document drawn from it: both have the same shape.
 */
export function runsOf(type, node) {
  const found = []
  walk(type, node, 0, found)
  return found
}

function walk(type, node, start, found) {
  const end = start + node.content.size
  let at = start
  for (const child of type.toArray()) {
    const inside = at < end ? node.nodeAt(at - start) : null
    if (!inside) return
    const isUnknown = inside.type.name.startsWith("unknown")
    if (typeof child.toDelta === "function" && !isUnknown) {
      at = letters(child, at, end, found)
      continue
    }
    // A list emptied by two people at once is in the document and not on the screen.
    if (!isUnknown && inside.type.name !== child.nodeName) continue
    if (inside.isAtom) found.push({ client: child._item.id.client, from: at, to: at + inside.nodeSize, isNode: !inside.isInline })
    else walk(child, inside, at + 1, found)
    at += inside.nodeSize
  }
}

function letters(text, at, end, found) {
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable || typeof item.content.str !== "string") continue
    const to = Math.min(at + item.length, end)
    const last = found.at(-1)
    if (last && !last.isNode && last.client === item.id.client && last.to === at) last.to = to
    else if (to > at) found.push({ client: item.id.client, from: at, to, isNode: false })
    at = to
  }
  return at
}
