import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Engine, type EngineOptions, startEngine } from '#scripts/engine/start-engine.ts'

const bundled = process.platform === 'linux' && process.arch === 'x64'

describe.runIf(bundled)('startEngine', () => {
  let folder: string
  let engines: Engine[]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'))
    engines = []
  })

  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.stop()))
    rmSync(folder, { recursive: true })
  })

  const start = async (options?: EngineOptions) => {
    const engine = await startEngine(options)
    engines.push(engine)
    return engine
  }

  it('keeps what it acknowledged when it is killed', async () => {
    const databaseFile = join(folder, 'data', 'registry.sqlite')
    const first = await start({ databaseFile })
    await createTable(first.endpoint)
    await clientOf(first.endpoint).send(
      new PutItemCommand({ TableName: 'things', Item: { id: { S: 'one' }, colour: { S: 'green' } } }),
    )

    process.kill(first.pid, 'SIGKILL')
    await untilGone(first.pid)
    const second = await start({ databaseFile })

    const { Item } = await clientOf(second.endpoint).send(
      new GetItemCommand({ TableName: 'things', Key: { id: { S: 'one' } } }),
    )
    expect(Item).toEqual({ id: { S: 'one' }, colour: { S: 'green' } })
  })

  it('refuses a second engine on the same file, and lets one in after the first has stopped', async () => {
    const databaseFile = join(folder, 'registry.sqlite')
    const first = await start({ databaseFile })

    await expect(startEngine({ databaseFile })).rejects.toThrow(/in use by process/)
    await first.stop()
    await expect(start({ databaseFile })).resolves.toMatchObject({ endpoint: expect.any(String) })
  })

  it('takes over the lock of a process that is dead', async () => {
    const databaseFile = join(folder, 'registry.sqlite')
    writeFileSync(`${databaseFile}.lock`, '999999999@1 999999998@1\n')

    await expect(start({ databaseFile })).resolves.toMatchObject({ pid: expect.any(Number) })
  })

  it('takes over the lock of a process whose id another process has by now', async () => {
    const databaseFile = join(folder, 'registry.sqlite')
    writeFileSync(`${databaseFile}.lock`, `${process.pid}@1\n`)

    await expect(start({ databaseFile })).resolves.toMatchObject({ pid: expect.any(Number) })
  })

  it('ends an engine that has outlived the process that started it', async () => {
    const databaseFile = join(folder, 'registry.sqlite')
    const module = JSON.stringify(import.meta.resolve('#scripts/engine/start-engine.ts'))
    const code = `
      const { startEngine } = await import(${module})
      const { endpoint } = await startEngine({ databaseFile: ${JSON.stringify(databaseFile)} })
      console.log(endpoint)
      setInterval(() => {}, 1000)`
    const starter = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const orphan = String((await once(starter.stdout, 'data'))[0]).trim()
    starter.kill('SIGKILL')
    await once(starter, 'close')

    expect((await fetch(orphan)).ok).toBe(true)
    await start({ databaseFile })
    await expect(fetch(orphan)).rejects.toThrow('fetch failed')
  })

  it('keeps two engines in memory apart', async () => {
    const [first, second] = await Promise.all([start(), start()])
    await createTable(first.endpoint)

    expect((await clientOf(first.endpoint).send(new ListTablesCommand())).TableNames).toEqual(['things'])
    expect((await clientOf(second.endpoint).send(new ListTablesCommand())).TableNames).toEqual([])
  })

  it('says so when the port is taken', async () => {
    const first = await start()

    await expect(startEngine({ port: Number(new URL(first.endpoint).port) })).rejects.toThrow(/did not start/)
  })
})

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  })

async function createTable(endpoint: string) {
  await clientOf(endpoint).send(
    new CreateTableCommand({
      TableName: 'things',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
}

async function untilGone(pid: number) {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await pause(5)
  }
}
