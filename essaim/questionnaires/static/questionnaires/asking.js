/**
 * Whether a question is asked now. `conditions`: code → { name, values }, for those that wait for another question of
 * the page; `held(name)`: what its field holds. One that waits for a question that is not asked is not asked either.
 */
export function isAsked(code, conditions, held) {
  const seen = new Set()
  for (let one = code; conditions[one] && !seen.has(one); one = conditions[one].name.split(":")[0]) {
    seen.add(one)
    const { name, values } = conditions[one]
    if (!held(name).some((value) => values.includes(value))) return false
  }
  return true
}
