// The drawing of a map in the page; the server makes the same one (`drawing.py`) for files, reports and the wall.
import { BASELINE, INSET, sizesOf } from "./layout.js"

const SVG = "http://www.w3.org/2000/svg"
const FILLS = { act: "var(--act)", info: "var(--info)", now: "var(--now-words)", harm: "var(--harm)" }
/** A colour never says a thing alone: each tone has its shape. */
export const SIGNS = {
  act: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0", info: "M-6 -6h12v12h-12z", now: "M0 -7l7 13h-14z", harm: "M0 -8l8 8l-8 8l-8 -8z",
}

/** An SVG element with attributes and children. */
export function make(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** The drawing of a layout, named `title`; `selected` is marked. */
export function draw({ width, height, places }, title, selected) {
  const links = places.filter(({ link }) => link).map(({ link }) => make("path", { d: link }))
  const svg = make("svg", { class: "map-svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title })
  svg.append(make("g", { fill: "none", stroke: "var(--outline)", "stroke-width": 2 }, ...links), ...places.map((place) => idea(place, selected)))
  return svg
}

function idea(place, selected) {
  const { id, x, y, width, height, level, tone, lines, hidden } = place
  const [size, line] = sizesOf(level)
  const text = make("text", { "font-size": size, "font-weight": level < 2 ? 600 : 400, fill: level ? "var(--words)" : "var(--on-act)" })
  for (const [at, said] of lines.entries()) {
    const middle = y + BASELINE + line * at + Math.floor(line / 2) + Math.floor(size * 0.35)
    text.append(make("tspan", { x: x + INSET, y: middle }, said))
  }
  if (hidden) text.append(make("tspan", { dx: 4, fill: "var(--words-quiet)" }, `+${hidden}`))
  const [fill, stroke] = [level ? "var(--surface)" : "var(--act)", FILLS[tone] ?? "var(--outline)"]
  const box = make("rect", { x, y, width, height, rx: 10, fill, stroke, "stroke-width": level < 2 || tone ? 2 : 1 })
  const made = make("g", { class: id === selected ? "map-idea is-selected" : "map-idea", "data-idea": id }, box, text)
  if (tone) made.append(sign(tone, `translate(${x + width - 4} ${y + 4})`))
  return made
}

function sign(tone, transform) {
  return make("path", { d: SIGNS[tone], transform, fill: FILLS[tone], stroke: "var(--surface)", "stroke-width": 2 })
}

/** The shape of a tone, to stand beside its words. */
export function toneSign(tone) {
  return make("svg", { class: "map-tone", viewBox: "-9 -9 18 18", width: 14, height: 14, "aria-hidden": "true" }, sign(tone, ""))
}
