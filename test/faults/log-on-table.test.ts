import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { expect, it } from 'vitest'
import { outboxKey } from '#adapters/dynamodb/keys.ts'
import { dynamoLogFiles } from '#adapters/dynamodb/log-files.ts'
import { dynamoLogOutbox } from '#adapters/dynamodb/log-outbox.ts'
import { dynamoLogStore } from '#adapters/dynamodb/log-store.ts'
import { parseCheckpoint } from '#domain/log/checkpoint.ts'
import { parseNote } from '#domain/log/note.ts'
import { tilePath, tilesBetween } from '#domain/log/tile-path.ts'
import { aLeaf, aMemoryLog, type MemoryLog } from '#test/builders/a-memory-log.ts'
import { aTable } from '#test/builders/a-table.ts'
import { checkLog } from '#test/invariants/check-log.ts'
import { aFaultyLog, Broken, type Fate } from './faulty-log.ts'

/** What is to be seen in the stores, as the checker reads it. */
async function snapshot(log: MemoryLog, ids: readonly string[]): Promise<MemoryLog> {
  const seen = aMemoryLog()
  const note = (await log.files.checkpoint())!
  seen.checkpoints.push(note)
  for (const tile of tilesBetween(0, parseCheckpoint(parseNote(note).text).size))
    seen.published.set(tilePath(tile), (await log.files.read(tilePath(tile)))!)
  seen.waiting.push(...(await log.outbox.waiting(1_000)))
  for (const [id, index] of await log.outbox.places(ids)) seen.placed.set(id, index)
  return seen
}

it('three sequencers on one table, which fails now and then, make one log', { timeout: 60_000 }, async () => {
  const table = await aTable()
  const stores = { store: dynamoLogStore(table), files: dynamoLogFiles(table), outbox: dynamoLogOutbox(table) }
  const faulty = await aFaultyLog({ ...aMemoryLog(), ...stores })
  const given = Array.from({ length: 300 }, (_, nth) => aLeaf(nth))
  faulty.given.push(...given)
  let calls = 0
  const fate = (): Fate => (++calls % 23 === 0 ? (calls % 2 === 0 ? 'failed' : 'persisted') : 'done')
  for (let from = 0; from < 300; from += 100) {
    for (const leaf of given.slice(from, from + 100))
      await table.documents.send(
        new PutCommand({ TableName: table.name, Item: { ...outboxKey(leaf.at, leaf.id), ...leaf } }),
      )
    const runs = await Promise.allSettled([1, 2, 3].map(() => faulty.sequencer(fate)()))
    expect(runs.filter((run) => run.status === 'rejected' && !(run.reason instanceof Broken))).toEqual([])
  }
  await faulty.sequencer()()
  const log = await snapshot(
    faulty.log,
    given.map(({ id }) => id),
  )
  expect([await checkLog({ ...faulty, log, key: faulty.signer.key }), log.waiting]).toEqual([300, []])
})
