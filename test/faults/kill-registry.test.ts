import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dateOf } from '#schemas/dates.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { registryClient } from '#client/registry-client.ts'
import { exampleStatements } from '#examples/statements.ts'
import { startEngine } from '#scripts/engine/start-engine.ts'
import { demoSignatory } from '#scripts/local/demo-importers.ts'
import { signRequest } from '#scripts/local/sign-request.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const kills = process.env['SLOW'] === '1' ? 30 : 3
const clients = 8

let folder: string
let child: ChildProcess
let origin: string
const acknowledged = new Map<string, { body: string; answer: IssuedCertificate }>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-registry-'))
  await start('0')
})

afterAll(() => {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

async function start(port: string): Promise<void> {
  child = spawn(process.execPath, ['test/faults/serve-registry.ts', folder, port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told = await new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('exit', (code) => reject(new Error(`the registry ended with ${code} before it answered`)))
  })
  origin = told.trim()
}

/** Both at once, as a power cut would; the engine's own process is named in its lock. */
async function killAll(): Promise<void> {
  const engine = Number(/\d+/.exec(readFileSync(join(folder, 'registry.sqlite.lock'), 'utf8'))?.[0])
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  if (engine !== child.pid) kill(engine)
  await gone
}

function kill(process_: number): void {
  try {
    process.kill(process_, 'SIGKILL')
  } catch {
    // It was quicker.
  }
}

async function issueUntil(stopped: () => boolean): Promise<void> {
  const client = registryClient({ origin, timeout: 3_000 })
  const now = Math.floor(Date.now() / 1000)
  while (!stopped()) {
    const statement = { ...exampleStatements['cnc-for-vietnam'](dateOf(now)), reference: randomUUID().slice(0, 30) }
    const [body, key] = [await signRequest(demoSignatory(folder, statement), origin, statement, now), randomUUID()]
    try {
      acknowledged.set(key, { body, answer: await client.call('issue-certificate', { body, 'idempotency-key': key }) })
    } catch {
      // Not acknowledged: it may or may not have been issued, and the checker sees to it that it is not half.
    }
  }
}

it('loses nothing that it acknowledged, and serves nothing half-done, when killed under load', async () => {
  for (let round = 0; round < kills; round++) {
    let stopped = false
    const load = Promise.all(Array.from({ length: clients }, () => issueUntil(() => stopped)))
    await new Promise((resolve) => setTimeout(resolve, 600 + randomInt(600)))
    await killAll()
    stopped = true
    await load
    await start(new URL(origin).port)
  }

  const client = registryClient({ origin })
  expect(acknowledged.size).toBeGreaterThan(kills * 3)
  for (const [key, { body, answer }] of acknowledged) {
    expect(await client.call('issue-certificate', { body, 'idempotency-key': key })).toEqual(answer)
  }
  const [some] = acknowledged.values()
  const { verdict } = await client.call('verify', { body: { presented: { qr: some!.answer.qr } } })
  expect(verdict).toBe('valid')

  await killAll()
  const engine = await startEngine({ databaseFile: join(folder, 'registry.sqlite') })
  expect(await checkRegistry(openTable({ name: 'end-use-registry', endpoint: engine.endpoint }))).toEqual([])
  await engine.stop()
}, 300_000)
