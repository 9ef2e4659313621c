/**
 * Word pastes a list as paragraphs that carry a level: [{level, isOrdered, value}] → lists inside lists,
 * [{isOrdered, items: [{value, inside: [list…]}]}].
 */
export function nested(lines) {
  const top = []
  const open = [] // the list being filled at each level
  for (const { level, isOrdered, value } of lines) {
    const depth = Math.min(Math.max(level, 1), open.length + 1)
    open.length = Math.min(open.length, depth)
    let list = open[depth - 1]
    if (!list || list.isOrdered !== isOrdered) {
      list = { isOrdered, items: [] }
      const holder = depth === 1 ? top : open[depth - 2].items.at(-1).inside
      holder.push(list)
      open[depth - 1] = list
    }
    list.items.push({ value, inside: [] })
  }
  return top
}

/** Word's own words for a list: "mso-list:l0 level2 lfo1" → 2; anything else is no list. */
export function levelOf(style) {
  const found = /mso-list:\s*[^;]*level(\d+)/i.exec(style ?? "")
  return found ? Number(found[1]) : 0
}

/** Whether the sign that Word drew before an item counts: "1.", "a)", "iv." do, "·", "o", "§" do not. */
export function counts(sign) {
  return /^\s*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(sign)
}
