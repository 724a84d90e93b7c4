import { describe, expect, it } from 'vitest'
import { toUtf8 } from '#domain/bytes.ts'
import { parseCheckpoint } from '#domain/log/checkpoint.ts'
import { parseNote } from '#domain/log/note.ts'
import { aLeaf } from '#test/builders/a-memory-log.ts'
import { aFaultyLog, origin, type Call } from '#test/faults/faulty-log.ts'
import { checkLog } from '#test/invariants/check-log.ts'

const leaves = (from: number, count: number) => Array.from({ length: count }, (_, at) => aLeaf(from + at))

async function aLogOf(count: number) {
  const log = await aFaultyLog()
  log.add(...leaves(0, count))
  await log.sequencer()()
  return log
}

describe('sequencing the log', () => {
  it('has nothing to do where nothing waits', async () => {
    const { sequencer, log, signed } = await aFaultyLog()
    expect(await sequencer()()).toEqual({ added: 0, refused: 0, size: 0 })
    expect([await log.store.head(), log.published.size, signed]).toEqual([undefined, 0, []])
  })

  it('places leaves in their order, publishes the tree, and signs it once', async () => {
    const faulty = await aLogOf(3)
    const { log, signed, signer } = faulty
    const note = parseNote((await log.files.checkpoint())!)
    expect([...log.placed]).toEqual([
      ['event.0', 0],
      ['event.1', 1],
      ['event.2', 2],
    ])
    expect([...log.published.keys()].toSorted()).toEqual(['tile/0/000.p/3', 'tile/entries/000.p/3'])
    expect([parseCheckpoint(note.text).origin, note.signatures.length, signed]).toEqual([origin, 1, [note.text]])
    expect(await log.store.head()).toMatchObject({ size: 3, step: 'published' })
    expect(await checkLog({ ...faulty, key: signer.key })).toBe(3)
  })

  it('keeps no partial tile of which there is a full one', async () => {
    const { log, add, sequencer } = await aLogOf(200)
    add(...leaves(200, 100))
    await sequencer()()
    expect([...log.published.keys()].toSorted()).toEqual([
      'tile/0/000',
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/44',
    ])
  })

  it('takes a full outbox in steps of a tile, and leaves what is more than one run can take', async () => {
    const faulty = await aFaultyLog()
    faulty.add(...leaves(0, 17 * 256))
    expect(await faulty.sequencer()()).toEqual({ added: 4096, refused: 0, size: 4096 })
    expect(await faulty.sequencer()()).toEqual({ added: 256, refused: 0, size: 4352 })
    expect([faulty.signed.length, faulty.log.waiting]).toEqual([17, []])
  })

  it('signs nothing before the head says it, and publishes no checkpoint before its tiles', async () => {
    const log = await aLogOf(1)
    log.add(...leaves(1, 300))
    const done: string[] = []
    const note = ({ port, method, with: [first, second] }: Call) => {
      const step = method === 'replaceHead' ? (second as { step: string }).step : ''
      const path = method === 'publish' ? (first as { path: string }).path.slice(0, 6) : ''
      if (step !== '' || path !== '' || port === 'signers' || method === 'publishCheckpoint' || method === 'stage')
        done.push(`${method} ${step}${path}`.trim())
      return 'done' as const
    }
    await log.sequencer(note)()
    const step = ['stage', 'replaceHead staged', 'publish', 'current', 'replaceHead signed', 'publishCheckpoint']
    const once = done.map((each) => each.replace(' tile/e', '').replace(' tile/0', '').replace(' tile/1', ''))
    expect(once.filter((each, at) => each !== once[at - 1])).toEqual([
      ...step,
      'replaceHead published',
      ...step,
      'replaceHead published',
    ])
  })

  it('leaves out a leaf that is longer than any of ours, says so, and goes on with the others', async () => {
    const log = await aFaultyLog()
    const long = { ...aLeaf(0), bytes: 'x'.repeat(1_025) }
    log.add(long, aLeaf(1))
    expect(await log.sequencer()()).toEqual({ added: 1, refused: 1, size: 1 })
    expect(log.log.waiting).toEqual([long])
  })

  it('stages no more than an item of the table holds', async () => {
    const log = await aFaultyLog()
    log.add(...leaves(0, 256).map((leaf) => ({ ...leaf, bytes: `${leaf.bytes}${'"'.repeat(900)}` })))
    const staged: number[] = []
    const note = ({ method, with: [, bytes] }: Call) => {
      if (method === 'stage') staged.push((bytes as Uint8Array).length)
      return 'done' as const
    }
    expect(await log.sequencer(note)()).toEqual({ added: 256, refused: 0, size: 256 })
    expect(Math.max(...staged)).toBeLessThan(350_000)
    expect(staged.length).toBe(3)
  })
})

describe('a log that was tampered with is not signed', () => {
  const flip = (bytes: Uint8Array) => bytes.with(5, bytes[5]! ^ 1) as Uint8Array<ArrayBuffer>

  it.each(['tile/0/001.p/44', 'tile/1/000.p/1', 'tile/entries/001.p/44'])('nor appended to: %s', async (path) => {
    const { log, add, sequencer, signed } = await aLogOf(300)
    log.published.set(path, flip(log.published.get(path)!))
    add(aLeaf(300))
    const before = [...signed]
    await expect(sequencer()()).rejects.toMatchObject({ fault: 'root-mismatch' })
    log.published.delete(path)
    await expect(sequencer()()).rejects.toMatchObject({ fault: 'tile-missing' })
    expect([signed, await log.store.head()]).toMatchObject([before, { size: 300, step: 'published' }])
  })

  it('nor finished, if what was staged is another or gone', async () => {
    for (const [change, message] of [
      [flip, 'what was staged is another by now'],
      [() => undefined, 'what was staged is gone'],
    ] as const) {
      const { log, add, sequencer, signed } = await aLogOf(10)
      add(aLeaf(10))
      await expect(sequencer(({ port }) => (port === 'signers' ? 'failed' : 'done'))()).rejects.toThrow('signers')
      for (const [name, bytes] of log.stages) {
        const other = change(bytes)
        if (other === undefined) log.stages.delete(name)
        else log.stages.set(name, other)
      }
      await expect(sequencer()()).rejects.toThrow(message)
      expect(signed).toHaveLength(1)
    }
  })

  it('nor after its head was put back to an earlier time', async () => {
    const { log, add, sequencer, signed } = await aLogOf(10)
    const early = await log.store.head()
    add(...leaves(10, 5))
    await sequencer()()
    await log.store.replaceHead(await log.store.head(), early!)
    add(aLeaf(15))
    await expect(sequencer()()).rejects.toThrow('the log must be reconciled')
    expect(await log.store.head()).toEqual(early)
    await log.store.replaceHead(early, undefined as never)
    await expect(sequencer()()).rejects.toThrow('the log must be reconciled')
    expect(signed).toHaveLength(2)
  })

  it('nor under a name that is not its own, or with a signature that cannot be verified', async () => {
    const faulty = await aFaultyLog()
    faulty.add(aLeaf(0))
    const able = { ...faulty.signer }
    Object.assign(faulty.signer, { sign: async () => new Uint8Array(64) })
    await expect(faulty.sequencer()()).rejects.toThrow('cannot be verified')
    expect(faulty.log.checkpoints).toEqual([])
    Object.assign(faulty.signer, able)
    expect(await faulty.sequencer()()).toEqual({ added: 0, refused: 0, size: 1 })
    expect(faulty.log.placed.get('event.0')).toBe(0)
    expect(toUtf8(faulty.log.checkpoints[0]!).length).toBeLessThan(4096)
  })
})
