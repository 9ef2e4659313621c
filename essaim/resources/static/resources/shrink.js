/** How a picture of `width` × `height` is drawn so that its longest side is at most `most`; null when it is small enough. */
export function smaller(width, height, most) {
  const longest = Math.max(width, height)
  if (!longest || longest <= most) return null
  return { width: Math.max(1, Math.round((width * most) / longest)), height: Math.max(1, Math.round((height * most) / longest)) }
}

/** « plan.HEIC » → « plan.jpg »: the name of what the browser drew again. */
export const asJpeg = (name) => `${name.replace(/\.[^.]*$/, "") || "photo"}.jpg`

/** Milliseconds to wait before trying again for the `n`-th time. */
export const patience = (n) => Math.min(1000 * 2 ** n, 15_000)
