import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Use } from '#domain/ledger/cross-use.ts'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import type { CrossUses } from '#ports/cross-uses.ts'

const aFingerprint = () => randomBytes(32).toString('base64url')

function aUse(over: Partial<Use> = {}): Use {
  const certificate = certificateIdFrom(randomBytes(16))
  return {
    kind: 'serial-number',
    fingerprint: aFingerprint(),
    ledger: certificate,
    certificate,
    organisation: 'mekong-precision',
    at: 1_793_500_000,
    line: 1,
    own: 'HX5-24117',
    ...over,
  }
}

/** What `ports/cross-uses.ts` promises; `open` gives two doors to one empty store. */
export function crossUsesContract(open: () => Promise<readonly [CrossUses, CrossUses]>) {
  describe('cross uses', () => {
    it('have one key, whoever asks for it first', async () => {
      const [here, there] = await open()
      const keys = await Promise.all([here.key(), there.key(), here.key()])
      expect(new Set(keys).size).toBe(1)
      expect(await there.key()).toBe(keys[0])
      expect(Buffer.from(keys[0]!, 'base64url')).toHaveLength(32)
    })

    it('are found by their fingerprints, all that were noted, each once', async () => {
      const [here, there] = await open()
      const first = aUse()
      const second = aUse({ fingerprint: first.fingerprint, organisation: 'another', drawdown: 'a-drawdown' })
      const other = aUse({ kind: 'document' })
      await here.note([first, other])
      await there.note([second, first])

      const found = await here.usesOf([first.fingerprint, first.fingerprint], 10)
      expect(new Set(found)).toEqual(new Set([first, second]))
      expect(await here.usesOf([other.fingerprint, aFingerprint()], 10)).toEqual([other])
      expect(await here.usesOf([first.fingerprint], 1)).toHaveLength(1)
    })

    it('never miss each other: of two that note and then look, one at least sees the other', async () => {
      const [here, there] = await open()
      for (let round = 0; round < 20; round++) {
        const fingerprint = aFingerprint()
        const seen = await Promise.all(
          [here, there].map(async (door) => {
            await door.note([aUse({ fingerprint })])
            return (await door.usesOf([fingerprint], 10)).length
          }),
        )
        expect(Math.max(...seen)).toBe(2)
      }
    })
  })
}
