/** Words as they are looked for: without accents, capitals or marks of punctuation. */
export function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/[^\p{L}\p{N}]+/gu, " ").trim()
}

/** The choices whose words hold what was typed, those that begin with it first. */
export function matching(choices, typed) {
  const asked = folded(typed)
  if (!asked) return choices
  const place = ({ words, find = "" }) => ` ${folded(`${words} ${find}`)}`.indexOf(` ${asked}`)
  return choices.map((one) => [place(one), one]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]).map(([, one]) => one)
}
