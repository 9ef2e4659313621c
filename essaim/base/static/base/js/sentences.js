/** Texts as a voice says them: without needless blanks, each with its stop, none of them twice in a row. */
export function sentences(texts) {
  const said = texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean)
  return said.filter((text, n) => text !== said[n - 1]).map((text) => (/[.!?…:;]$/.test(text) ? text : `${text}.`))
}
