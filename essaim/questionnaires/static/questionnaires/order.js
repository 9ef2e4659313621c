/** Before which code the dragged one goes: "" for the end, null when nothing changes. */
export function placeBefore(codes, dragged, over, below) {
  const rest = codes.filter((code) => code !== dragged)
  if (over === dragged) return null
  const place = rest.indexOf(over) + (below ? 1 : 0)
  return place === codes.indexOf(dragged) ? null : (rest[place] ?? "")
}
