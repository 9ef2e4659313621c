// Places between places, as `essaim/base/order.py` and `essaim/boards/acts.py` make them.
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** A key that sorts strictly between `before` and `after` ("" is the start, or the end). */
export function between(before = "", after = "") {
  if (after && before >= after) throw new RangeError(`no place between ${before} and ${after}`)
  let key = ""
  for (let position = 0; ; position += 1) {
    const low = position < before.length ? DIGITS.indexOf(before[position]) : 0
    const bounded = after !== "" && after.startsWith(key)
    const high = bounded && position < after.length ? DIGITS.indexOf(after[position]) : DIGITS.length
    if (high - low > 1) return key + DIGITS[(low + high) >> 1]
    key += DIGITS[low]
  }
}

/** A key after `last`, hardly longer: for what goes to the end again and again. */
export function beyond(last) {
  if (!last) return "V"
  const digit = DIGITS.indexOf(last.at(-1))
  return digit + 1 < DIGITS.length ? last.slice(0, -1) + DIGITS[digit + 1] : last + "V"
}
