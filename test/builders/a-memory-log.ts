import { isDeepStrictEqual } from 'node:util'
import type { Bytes } from '#domain/bytes.ts'
import type { LogFiles } from '#ports/log-files.ts'
import type { LogOutbox } from '#ports/log-outbox.ts'
import type { LogHead, LogStore } from '#ports/log-store.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'

/** The three stores of a log in memory, and what is in them for tests to look at. */
export interface MemoryLog {
  readonly store: LogStore
  readonly files: LogFiles
  readonly outbox: LogOutbox
  /** By path, checkpoint included. */
  readonly published: Map<string, Bytes>
  /** Every checkpoint that was ever to be seen, in order. */
  readonly checkpoints: string[]
  readonly waiting: OutboxLeaf[]
  readonly placed: Map<string, number>
  readonly stages: Map<string, Bytes>
}

/** A leaf of an event that only tests know. */
export function aLeaf(nth: number): OutboxLeaf {
  return { id: `event.${nth}`, at: 1_780_000_000 + nth, bytes: JSON.stringify({ event: 'test', nth, version: 1 }) }
}

export function aMemoryLog(): MemoryLog {
  const published = new Map<string, Bytes>()
  const checkpoints: string[] = []
  const waiting: OutboxLeaf[] = []
  const placed = new Map<string, number>()
  const stages = new Map<string, Bytes>()
  const looked = { published, checkpoints, waiting, placed, stages }
  return { store: aStore(stages), files: aFiles(published, checkpoints), outbox: anOutbox(waiting, placed), ...looked }
}

function aStore(stages: Map<string, Bytes>): LogStore {
  let head: LogHead | undefined
  const stands = (one: LogHead | undefined) => one && `${one.size} ${one.root} ${one.step}`
  return {
    head: async () => head,
    replaceHead: async (before, after) => {
      if (stands(head) === stands(before)) head = structuredClone(after)
      return isDeepStrictEqual(head, after)
    },
    stage: async ({ size, digest }, bytes) => void stages.set(`${size} ${digest}`, bytes.slice()),
    staged: async ({ size, digest }) => stages.get(`${size} ${digest}`),
    unstage: async (size) => {
      for (const name of stages.keys()) if (Number.parseInt(name, 10) < size) stages.delete(name)
    },
  }
}

function aFiles(published: Map<string, Bytes>, checkpoints: string[]): LogFiles {
  let newest: { size: number; note: string } | undefined
  return {
    publish: async ({ path, bytes }) => {
      const stands = published.get(path)
      if (stands !== undefined && !Buffer.from(stands).equals(bytes)) throw new Error(`${path} says something else`)
      published.set(path, bytes.slice())
    },
    read: async (path) => published.get(path),
    prune: async (path) => {
      for (const each of published.keys()) if (each.startsWith(`${path}.p/`)) published.delete(each)
    },
    publishCheckpoint: async (size, note) => {
      if (newest !== undefined && newest.size > size) return
      newest = { size, note }
      checkpoints.push(note)
    },
    checkpoint: async () => newest?.note,
  }
}

function anOutbox(waiting: OutboxLeaf[], placed: Map<string, number>): LogOutbox {
  return {
    waiting: async (limit) => waiting.slice(0, limit),
    places: async (ids) => new Map(ids.flatMap((id) => (placed.has(id) ? [[id, placed.get(id)!]] : []))),
    settle: async (leaves) => {
      for (const { leaf, index } of leaves) {
        if ((placed.get(leaf.id) ?? index) !== index) throw new Error(`${leaf.id} has another place`)
        placed.set(leaf.id, index)
      }
      const settled = new Set(leaves.map(({ leaf }) => `${leaf.at} ${leaf.id}`))
      const left = waiting.filter(({ at, id }) => !settled.has(`${at} ${id}`))
      waiting.splice(0, waiting.length, ...left)
    },
  }
}
