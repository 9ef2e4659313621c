/** Milliseconds left → "11:42", or "1:05:00" from one hour up. Late is "00:00", never negative. */
export function countdown(ms) {
  return figures(Math.max(0, Math.ceil(ms / 1000)))
}

/** Milliseconds gone by → "2:05". */
export function elapsed(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

function figures(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

/** How far the server's clock is ahead of this one, in ms.

    Asked for, it is known to half the time the question took; the quickest answer counts. Until then, from the times
    the server wrote in pages: a time that travelled or waited is late, so the furthest ahead is the truest, and a part
    rendered long ago cannot set the clock wrong. A space may live at another time than the real one: `spaceAheadMs`. */
export class ServerClock {
  #ahead
  #asked
  #took = Infinity

  heard(serverMs, hereMs, spaceAheadMs = 0) {
    if (Number.isFinite(serverMs)) this.#ahead = Math.max(this.#ahead ?? -Infinity, serverMs - spaceAheadMs - hereMs)
  }

  answered(serverMs, leftMs, backMs) {
    const took = backMs - leftMs
    if (!Number.isFinite(serverMs) || took < 0 || took > this.#took) return
    this.#took = took
    this.#asked = serverMs - (leftMs + backMs) / 2
  }

  /** What is known stays in use, until an answer replaces it whatever its time. */
  doubt() { this.#took = Infinity }

  now(hereMs, spaceAheadMs = 0) { return hereMs + (this.#asked ?? this.#ahead ?? 0) + spaceAheadMs }
}

const two = (n) => String(n).padStart(2, "0")
