import assert from "node:assert/strict"
import { test } from "node:test"
import { countdown, ServerClock } from "../../essaim/base/static/base/js/countdown.js"

for (const [left, text] of [[702_000, "11:42"], [701_001, "11:42"], [3_900_000, "1:05:00"], [1, "00:01"], [0, "00:00"], [-5000, "00:00"]]) {
  test(`${left} ms left reads ${text}`, () => assert.equal(countdown(left), text))
}

test("a phone whose clock is five minutes slow counts as the server does", () => {
  const clock = new ServerClock()
  clock.heard(1_300_000, 1_000_000)

  assert.equal(clock.now(1_001_000), 1_301_000)
})

test("a part rendered long ago does not set the clock back", () => {
  const clock = new ServerClock()
  clock.heard(1_000_000, 1_000_050)
  clock.heard(1_000_000, 1_060_000)

  assert.equal(clock.now(1_060_000), 1_059_950)
})

test("a time that cannot be read is not heard", () => {
  const clock = new ServerClock()
  clock.heard(NaN, 5)

  assert.equal(clock.now(7), 7)
})
