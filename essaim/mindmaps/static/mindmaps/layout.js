// Where each idea stands on the drawing: `layout.py` computes the same, to the pixel, and says how.
import { ROOT, under } from "./tree.js"
import { WIDTHS } from "./widths.js"

const UNKNOWN = 620
const WIDE = 1000
const FIRST_WIDE = 0x1100
/** For each level from the centre, the last one for those that follow: size of the letters, of a line, of the widest. */
const SIZES = [[20, 26, 260], [17, 22, 210], [16, 20, 200]]
const PAD_X = 12
const PAD_Y = 7
const GAP_X = 40
const GAP_Y = 8
const GAP_BRANCH = 18
const MARGIN = 16
const NARROWEST = 48
const MOST_LINES = 8
const known = new Map(Object.entries(WIDTHS).flatMap(([letters, width]) => [...letters].map((letter) => [letter, width])))
const half = (number) => Math.floor(number / 2)

export const sizesOf = (level) => SIZES[Math.min(level, SIZES.length - 1)]
/** Where the first line of a label stands in its box. */
export const BASELINE = PAD_Y
export const INSET = PAD_X

function widthOf(text, size) {
  let sum = 0
  for (const letter of text) sum += known.get(letter) ?? otherWidth(letter.codePointAt(0))
  return Math.ceil((sum * size) / 1000)
}

const otherWidth = (code) => (code >= 0x300 && code < 0x370 ? 0 : code >= FIRST_WIDE ? WIDE : UNKNOWN)

/** The lines of a label; a word wider than a line is cut. */
export function wrapped(text, size, widest) {
  const lines = []
  let line = ""
  for (const word of text.split(" ")) {
    const joined = line ? `${line} ${word}` : word
    if (widthOf(joined, size) <= widest) {
      line = joined
      continue
    }
    if (line) lines.push(line)
    line = ""
    for (const letter of word) {
      if (line && widthOf(line + letter, size) > widest) {
        lines.push(line)
        line = ""
      }
      line += letter
    }
  }
  lines.push(line)
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]}…`] : lines
}

/** The drawing of a tree, without what is under the `folded` ideas, nor beyond the level `deepest`. */
export function layout(tree, { folded = new Set(), deepest = 1000 } = {}) {
  const places = placesOf(tree, folded, deepest)
  const below = new Map()
  for (const place of places.values()) {
    if (below.has(place.parent)) below.get(place.parent).push(place)
    else below.set(place.parent, [place])
  }
  const heights = heightsOf([...places.values()], below)
  for (const side of [1, -1]) {
    put(places.get(ROOT), (below.get(ROOT) ?? []).filter((one) => one.side === side), side, heights, below)
  }
  return framed(places)
}

function placesOf(tree, folded, deepest) {
  const places = new Map()
  const sides = new Map(tree.branches.get(ROOT).children.map((id, at) => [id, at % 2 ? -1 : 1]))
  for (const [id, branch] of tree.branches) {
    const above = places.get(branch.parent)
    if (id !== ROOT && (!above || above.hidden)) continue
    const [size, line, widest] = sizesOf(branch.level)
    const lines = wrapped(branch.text, size, widest)
    const hidden = id !== ROOT && (folded.has(id) || branch.level >= deepest) ? under(tree, id).length : 0
    const label = hidden ? [...lines.slice(0, -1), `${lines.at(-1)} +${hidden}`] : lines
    places.set(id, {
      id, parent: branch.parent, level: branch.level, side: above ? above.side || sides.get(id) : 0, tone: branch.tone, lines,
      width: Math.max(NARROWEST, ...label.map((one) => widthOf(one, size) + 2 * PAD_X)),
      height: lines.length * line + 2 * PAD_Y,
      hidden, x: 0, y: 0, link: "",
    })
  }
  return places
}

function heightsOf(places, below) {
  const heights = new Map()
  for (const place of places.reverse()) {
    heights.set(place.id, Math.max(place.height, stacked(below.get(place.id) ?? [], heights)))
  }
  return heights
}

const gap = (place) => (place.level === 1 ? GAP_BRANCH : GAP_Y)

function stacked(places, heights) {
  return places.reduce((sum, one, at) => sum + heights.get(one.id) + (at ? gap(one) : 0), 0)
}

function put(centre, branches, side, heights, below) {
  const waiting = [[centre, branches]]
  while (waiting.length) {
    const [parent, children] = waiting.pop()
    let top = parent.y + half(parent.height) - half(stacked(children, heights))
    for (const [at, child] of children.entries()) {
      top += at ? gap(child) : 0
      child.x = side > 0 ? parent.x + parent.width + GAP_X : parent.x - GAP_X - child.width
      child.y = top + half(heights.get(child.id)) - half(child.height)
      top += heights.get(child.id)
      waiting.push([child, below.get(child.id) ?? []])
    }
  }
}

function framed(known) {
  const places = [...known.values()]
  const left = Math.min(...places.map((one) => one.x)) - MARGIN
  const top = Math.min(...places.map((one) => one.y)) - MARGIN
  for (const place of places) {
    place.x -= left
    place.y -= top
  }
  for (const place of places) if (place.parent) place.link = link(known.get(place.parent), place)
  return {
    width: Math.max(...places.map((one) => one.x + one.width)) + MARGIN,
    height: Math.max(...places.map((one) => one.y + one.height)) + MARGIN,
    places,
  }
}

function link(parent, child) {
  const x1 = child.side > 0 ? parent.x + parent.width : parent.x
  const x2 = child.side > 0 ? child.x : child.x + child.width
  const y1 = parent.y + half(parent.height)
  const y2 = child.y + half(child.height)
  const middle = half(x1 + x2)
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`
}
