import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aLeaf } from '#test/builders/a-memory-log.ts'
import { checkLog } from '#test/invariants/check-log.ts'
import { aFaultyLog, Broken, type Call, type Fate, type FaultyLog } from './faulty-log.ts'

const leaves = (from: number, count: number) => Array.from({ length: count }, (_, at) => aLeaf(from + at))
const check = (faulty: FaultyLog) => checkLog({ ...faulty, key: faulty.signer.key })
const pathOf = ({ with: [file] }: Call) => (file as { path?: string } | undefined)?.path ?? ''

/** Sunlight's table (security.md 36): what breaks, and where. The lock breaks at the move that decides. */
const places: Readonly<Record<string, (call: Call) => boolean>> = {
  lock: ({ method, with: [, after] }) => method === 'replaceHead' && (after as { step: string }).step === 'staged',
  'lock, once signed': ({ method, with: [, after] }) =>
    method === 'replaceHead' && (after as { step: string }).step === 'signed',
  'lock, once published': ({ method, with: [, after] }) =>
    method === 'replaceHead' && (after as { step: string }).step === 'published',
  staging: ({ method }) => method === 'stage',
  'data tile': (call) => call.method === 'publish' && pathOf(call).startsWith('tile/entries/'),
  'hash tile': (call) => call.method === 'publish' && pathOf(call).startsWith('tile/0/'),
  checkpoint: ({ method }) => method === 'publishCheckpoint',
  settling: ({ method, with: [placed] }) => method === 'settle' && (placed as unknown[]).length > 0,
  signing: ({ port }) => port === 'signers',
}
const table = Object.keys(places).flatMap((place) =>
  (['failed', 'persisted'] as const).map((fate) => [place, fate] as const),
)

/** Runs once and expects the fault; whatever was written stays. */
async function runBroken(faulty: FaultyLog, place: string, fate: Fate): Promise<void> {
  const breaks = faulty.sequencer((call) => (places[place]!(call) ? fate : 'done'))
  await expect(breaks()).rejects.toThrow(Broken)
}

async function almostATile(): Promise<FaultyLog> {
  const faulty = await aFaultyLog()
  faulty.add(...leaves(0, 254))
  expect(await faulty.sequencer()()).toEqual({ added: 254, refused: 0, size: 254 })
  expect(await check(faulty)).toBe(254)
  return faulty
}

describe.each(table)('when the %s %s', (place, fate) => {
  it('fails, fails again, recovers', async () => {
    const faulty = await almostATile()
    for (const [from, count] of [
      [254, 3],
      [257, 3],
    ] as const) {
      faulty.add(...leaves(from, count))
      await runBroken(faulty, place, fate).catch((error: unknown) => {
        // What persisted the first time is not tried again, and then nothing breaks.
        if (fate !== 'persisted') throw error
      })
      expect(await check(faulty)).toBeGreaterThanOrEqual(254)
    }
    faulty.add(...leaves(260, 3))
    await faulty.sequencer()()
    expect([await check(faulty), faulty.log.waiting, faulty.log.stages.size]).toEqual([263, [], 0])
  })

  it('recovers with another batch', async () => {
    const faulty = await almostATile()
    faulty.add(...leaves(254, 3))
    await runBroken(faulty, place, fate)
    expect(await check(faulty)).toBeGreaterThanOrEqual(254)
    faulty.log.waiting.unshift(aLeaf(999))
    faulty.given.push(aLeaf(999))
    await faulty.sequencer()()
    expect([await check(faulty), faulty.log.waiting, faulty.log.stages.size]).toEqual([258, [], 0])
  })

  it('fails for one sequencer while another goes on', async () => {
    const faulty = await almostATile()
    faulty.add(...leaves(254, 3))
    const [broken] = await Promise.allSettled([
      faulty.sequencer((call) => (places[place]!(call) ? fate : 'done'))(),
      faulty.sequencer()(),
    ])
    faulty.add(aLeaf(257))
    await faulty.sequencer()()
    expect(['fulfilled', 'rejected']).toContain(broken.status)
    expect([await check(faulty), faulty.log.waiting]).toEqual([258, []])
  })
})

describe('a sequencer that dies', { timeout: 60_000 }, () => {
  it.each(['failed', 'persisted'] as const)(
    'at any call at all (%s) loses nothing and adds nothing twice',
    async (fate) => {
      let calls = 0
      for (let dies = 1; ; dies++) {
        const faulty = await aFaultyLog()
        faulty.add(...leaves(0, 230))
        await faulty.sequencer()()
        faulty.add(...leaves(230, 40))
        let call = 0
        const run = faulty.sequencer(() => (++call === dies ? fate : 'done'))
        const died = await run().then(
          () => false,
          (error: unknown) => error instanceof Broken,
        )
        await check(faulty)
        await faulty.sequencer()()
        expect([await check(faulty), faulty.log.waiting]).toEqual([270, []])
        if (!died) break
        calls = dies
      }
      expect(calls).toBeGreaterThan(20)
    },
  )
})

describe('two sequencers and more', { timeout: 300_000 }, () => {
  it('that race, die and are told everything twice make one log', async () => {
    const scenario = fc.record({ seed: fc.nat(), sequencers: fc.integer({ min: 2, max: 4 }), faults: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(scenario, async ({ seed, sequencers, faults }) => {
        const random = aRandom(seed)
        const faulty = await aFaultyLog()
        const fate = async (): Promise<Fate> => {
          for (let turns = random() % 6; turns > 0; turns--) await new Promise(setImmediate)
          if (random() % 100 >= faults * 3) return 'done'
          return random() % 2 === 0 ? 'failed' : 'persisted'
        }
        let given = 0
        for (let round = 0; round < 4; round++) {
          const count = random() % 150
          faulty.add(...leaves(given, count))
          given += count
          // A fifth is delivered again, some of it at another time, and in another order.
          const again = faulty.given
            .filter(() => random() % 5 === 0)
            .map((leaf) => ({ ...leaf, at: leaf.at + (random() % 2) }))
          faulty.log.waiting.push(...again.toReversed())
          const runs = await Promise.allSettled(Array.from({ length: sequencers }, () => faulty.sequencer(fate)()))
          const defects = runs.filter((run) => run.status === 'rejected' && !(run.reason instanceof Broken))
          expect(defects).toEqual([])
          await check(faulty)
        }
        await faulty.sequencer()()
        expect([await check(faulty), faulty.log.waiting]).toEqual([given, []])
      }),
      { numRuns: process.env.SLOW === '1' ? 1_000 : 15 },
    )
  })
})

/** Numbers below 2^31 that follow from a seed. */
function aRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}
