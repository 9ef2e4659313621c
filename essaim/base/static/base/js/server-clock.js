// The server's clock, as this page knows it: asked for, with the time that the question took.
import { ServerClock } from "./countdown.js"

export const clock = new ServerClock()
const QUESTIONS = 3, APART_MS = 200, AGAIN_MS = 5 * 60_000
let asking = false

/** Ask a few times; the answer that came back soonest is the truest. */
async function ask() {
  if (asking || document.hidden) return
  asking = true
  for (let number = 0; number < QUESTIONS; number += 1) {
    if (number) await new Promise((done) => setTimeout(done, APART_MS))
    const left = Date.now()
    const answer = await fetch("/temps", { cache: "no-store" }).catch(() => null)
    if (answer?.ok) clock.answered(Number(await answer.text()), left, Date.now())
  }
  asking = false
}

// A phone that slept may have drifted, or been set right.
document.addEventListener("visibilitychange", () => { clock.doubt(); ask() })
setInterval(() => { clock.doubt(); ask() }, AGAIN_MS)
ask()
