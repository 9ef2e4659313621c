import assert from "node:assert/strict"
import { test } from "node:test"
import { countdown, elapsed, ServerClock } from "../../essaim/base/static/base/js/countdown.js"

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

test("the quickest answer counts, to half the time it took", () => {
  const clock = new ServerClock()
  clock.heard(1_000_000, 1_000_800)
  clock.answered(5_000_000, 1_000_000, 1_000_400)
  clock.answered(5_000_999, 1_000_100, 1_000_140)
  clock.answered(9_000_000, 1_000_100, 1_000_900)

  assert.equal(clock.now(1_000_120), 5_000_999)
})

test("after a sleep the next answer replaces what was known, even a slower one", () => {
  const clock = new ServerClock()
  clock.answered(5_000_000, 1_000_000, 1_000_010)
  clock.doubt()
  clock.answered(6_000_050, 1_000_000, 1_000_100)

  assert.equal(clock.now(1_000_050), 6_000_050)
})

test("a space that rehearses an hour ahead counts on its own time", () => {
  const clock = new ServerClock()
  clock.heard(3_700_000, 90_000, 3_600_000)
  assert.equal(clock.now(90_000, 3_600_000), 3_700_000)
  clock.answered(100_200, 90_000, 90_400)
  assert.equal(clock.now(90_200, 3_600_000), 3_700_200)
})

test("time gone by is never negative", () => assert.deepEqual([elapsed(-5), elapsed(125_900)], ["0:00", "2:05"]))
