// A place between two places, as `essaim/base/order.py` finds it: a list keeps its order without renumbering.
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** A key that sorts between `low` and `high` ("" is the start, or the end). */
export function between(low = "", high = "") {
  let key = ""
  for (let position = 0; ; position += 1) {
    const least = position < low.length ? DIGITS.indexOf(low[position]) : 0
    const bounded = high && high.startsWith(key) && position < high.length
    const most = bounded ? DIGITS.indexOf(high[position]) : DIGITS.length
    if (most - least > 1) return key + DIGITS[(least + most) >> 1]
    key += DIGITS[least]
  }
}

/** Two letters drawn, so that two people who add at the same place at once get two places. */
export function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(2))
  return [...bytes].map((byte) => DIGITS[1 + (byte % (DIGITS.length - 1))]).join("")
}
