import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '#ports/clock.ts'

export const systemClock: Clock = {
  now: () => Math.floor(Date.now() / 1000),
  wait: (milliseconds) => pause(milliseconds),
}
