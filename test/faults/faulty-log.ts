import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { fromUtf8 } from '#domain/bytes.ts'
import type { NoteSigner } from '#domain/log/sign-note.ts'
import { sequenceLog } from '#use-cases/log/sequence-log.ts'
import { aMemoryLog, type MemoryLog } from '#test/builders/a-memory-log.ts'
import { aNoteSigner } from '#test/builders/a-log.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'

export const origin = 'registry.example/log'

/** One write or read that a sequencer asks for. */
export interface Call {
  readonly port: 'store' | 'files' | 'outbox' | 'signers'
  readonly method: string
  readonly with: readonly unknown[]
}

/** What becomes of a call: it happens, or fails without effect, or has its effect and fails all the same. */
export type Fate = 'done' | 'failed' | 'persisted'

export class Broken extends Error {}

export interface FaultyLog {
  readonly log: MemoryLog
  readonly signer: NoteSigner
  readonly signed: string[]
  readonly given: OutboxLeaf[]
  readonly add: (...leaves: readonly OutboxLeaf[]) => void
  /** A sequencer whose calls meet these fates; `fate` may wait before it answers. */
  readonly sequencer: (fate?: (call: Call) => Fate | Promise<Fate>) => ReturnType<typeof sequenceLog>
}

export async function aFaultyLog(log = aMemoryLog()): Promise<FaultyLog> {
  const signer = await aNoteSigner(origin)
  const signed: string[] = []
  const given: OutboxLeaf[] = []
  const recording: NoteSigner = {
    key: signer.key,
    sign: (message) => {
      signed.push(fromUtf8(message))
      return signer.sign(message)
    },
  }
  return {
    log,
    signer,
    signed,
    given,
    add: (...leaves) => {
      given.push(...leaves)
      log.waiting.push(...leaves)
    },
    sequencer: (fate = () => 'done') =>
      sequenceLog({
        store: faulty('store', log.store, fate),
        files: faulty('files', log.files, fate),
        outbox: faulty('outbox', log.outbox, fate),
        signers: { origin, ...faulty('signers', { current: async () => [recording] as const }, fate) },
        clock: { now: () => 1_780_000_000 },
        hashing: nodeCryptography,
      }),
  }
}

type Methods = Readonly<Record<string, (...asked: never[]) => Promise<unknown>>>

function faulty<P extends object>(port: Call['port'], real: P, fate: (call: Call) => Fate | Promise<Fate>): P {
  const wrapped = Object.entries(real as Methods).map(([method, call]) => [
    method,
    async (...asked: never[]) => {
      const met = await fate({ port, method, with: asked })
      if (met === 'failed') throw new Broken(`${port}.${method}`)
      const answer = await call(...asked)
      if (met === 'persisted') throw new Broken(`${port}.${method}, but persisted`)
      return answer
    },
  ])
  return Object.fromEntries(wrapped) as P
}
