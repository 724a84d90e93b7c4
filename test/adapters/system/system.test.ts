import { expect, it } from 'vitest'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'

it('tells whole seconds and waits as long as asked', async () => {
  const [before, started] = [Date.now(), systemClock.now()]
  await systemClock.wait(30)

  expect(Number.isInteger(started)).toBe(true)
  expect(started).toBe(Math.floor(before / 1000))
  expect(Date.now() - before).toBeGreaterThanOrEqual(29)
})

it('draws as many bytes as asked, and others each time', () => {
  expect(systemRandomness.bytes(0)).toEqual(new Uint8Array(0))
  expect(systemRandomness.bytes(16)).toHaveLength(16)
  expect(systemRandomness.bytes(16)).not.toEqual(systemRandomness.bytes(16))
})
