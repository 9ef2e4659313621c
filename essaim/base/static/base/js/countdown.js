/** Milliseconds left → "11:42", or "1:05:00" from one hour up. Late is "00:00", never negative. */
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

/** How far the server's clock is ahead of this one, in ms, from the times it wrote in pages. A time that travelled or
    waited is late, so the furthest ahead is the truest: a part rendered long ago cannot set the clock wrong. */
export class ServerClock {
  #ahead
  heard(serverMs, hereMs) {
    if (Number.isFinite(serverMs)) this.#ahead = Math.max(this.#ahead ?? -Infinity, serverMs - hereMs)
  }
  now(hereMs) { return hereMs + (this.#ahead ?? 0) }
}

const two = (n) => String(n).padStart(2, "0")
