const HAS_STYLE = /\sstyle\s*=/gi

/** The same HTML with its styles as data: our pages apply no foreign style, and still read what it meant. */
export function withoutStyles(html) {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(HAS_STYLE, " data-style="))
}

/** What a style meant for the words: {bold, italic, strike}, each true, false (said to be none) or undefined. */
export function meaning(style = "") {
  const said = Object.fromEntries(style.toLowerCase().split(";").map((part) => part.split(":").map((word) => word.trim())).filter((pair) => pair.length === 2))
  const weight = said["font-weight"]
  const slant = said["font-style"]
  return {
    bold: weight && (weight.startsWith("bold") || Number(weight) >= 600),
    italic: slant && (slant === "italic" || slant === "oblique"),
    strike: said["text-decoration"]?.includes("line-through") || undefined,
  }
}
