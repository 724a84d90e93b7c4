import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { acceptedCases } from './golden-vectors/accepted.ts'
import { vectorOf } from './golden-vectors/golden-case.ts'
import type { GoldenVector } from './golden-vectors/golden-vector.ts'
import { goldenWorld } from './golden-vectors/golden-world.ts'
import { keyAndTimeCases } from './golden-vectors/keys-and-time.ts'
import { passkeyCases } from './golden-vectors/passkeys.ts'
import { recordCases } from './golden-vectors/records.ts'
import { refusedCredentialCases } from './golden-vectors/refused-credentials.ts'
import { refusedQrCases } from './golden-vectors/refused-qr-codes.ts'
import { shipmentCases } from './golden-vectors/shipments.ts'
import { listCases } from './golden-vectors/status-lists.ts'

/** All golden vectors, made anew: the same at each call. */
export async function goldenVectors(): Promise<GoldenVector[]> {
  const world = await goldenWorld()
  const cases = [
    acceptedCases,
    refusedCredentialCases,
    refusedQrCases,
    keyAndTimeCases,
    recordCases,
    listCases,
    shipmentCases,
  ].flatMap((make) => make(world))
  return [...cases, ...(await passkeyCases(world))].map(vectorOf)
}

const folder = new URL('../test/vectors/golden/', import.meta.url)

/**
 * Writes the vectors that are not there yet. One that is there is a promise to every other implementation: it is never
 * written again, and a difference is an error.
 */
async function main(): Promise<number> {
  let changed = 0
  for (const vector of await goldenVectors()) {
    const file = new URL(`${vector.name}.json`, folder)
    const text = `${JSON.stringify(vector, undefined, 2)}\n`
    if (!existsSync(file)) writeFileSync(file, text)
    else if (readFileSync(file, 'utf8') !== text) {
      changed += 1
      process.stderr.write(`${vector.name} would be another; it was left as it is\n`)
    }
  }
  return changed === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = await main()
