import type { Randomness } from '#ports/randomness.ts'

export const systemRandomness: Randomness = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
}
