import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const host = '127.0.0.1'
const patience = { toAnswer: 10_000, toStop: 5_000 }

export interface EngineOptions {
  /** Where the tables are kept. Without it they are gone when the engine stops. */
  databaseFile?: string
  /** Without it a free one is picked. */
  port?: number
}

export interface Engine {
  endpoint: string
  pid: number
  /** Resolves when the engine has written everything down and has ended. */
  stop(): Promise<void>
}

/**
 * Starts the DynamoDB engine that comes with this repository, on the loopback interface only.
 *
 * 1. Lock the database file: the engine itself would let a second one write to the same file.
 * 2. Start the engine; it dies with this process.
 * 3. Wait until it answers.
 */
export async function startEngine({ databaseFile, port }: EngineOptions = {}): Promise<Engine> {
  const binary = findBinary()
  const lock = databaseFile === undefined ? undefined : await lockFile(databaseFile)
  try {
    const chosen = port ?? (await freePort())
    const keep = databaseFile === undefined ? [] : ['--db-path', resolve(databaseFile)]
    const child = spawn(binary, ['serve', '--host', host, '--port', `${chosen}`, ...keep], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return await whenReady(child, `http://${host}:${chosen}`, lock)
  } catch (error) {
    lock?.release()
    throw error
  }
}

async function whenReady(child: ChildProcess, endpoint: string, lock: Lock | undefined): Promise<Engine> {
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  void ended.then(() => {
    process.removeListener('exit', kill)
    lock?.release()
  })
  try {
    if (child.pid !== undefined) lock?.nameEngine(child.pid)
    await untilItAnswers(child, endpoint)
  } catch (error) {
    kill()
    throw error
  }
  return { endpoint, pid: child.pid!, stop: () => stop(child, ended) }
}

/** That something answers is not enough: a stranger may sit on the port. The engine has to say that it listens. */
async function untilItAnswers(child: ChildProcess, endpoint: string): Promise<void> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2_000)))
  child.once('error', (error) => (said = error.message))
  const deadline = Date.now() + patience.toAnswer
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`the DynamoDB engine did not start: ${said.trim()}`)
    if (said.includes('listening') && (await answers(endpoint))) return
    await pause(5)
  }
  throw new Error(`the DynamoDB engine gave no answer at ${endpoint} within ${patience.toAnswer} ms`)
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) })
    return response.ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), patience.toStop)
  await ended
  clearTimeout(impatience)
}

function findBinary(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${platform}/package.json`)
    return join(dirname(manifest), 'dynoxide')
  } catch {
    throw new Error(
      `no DynamoDB engine is installed for ${platform}; start one (DynamoDB Local, for example) ` +
        'and name it: DYNAMODB_ENDPOINT=http://localhost:8000',
    )
  }
}

async function freePort(): Promise<number> {
  const { promise, resolve: found, reject } = Promise.withResolvers<number>()
  const probe = createServer().once('error', reject)
  probe.listen(0, host, () => {
    const address = probe.address()
    probe.close(() =>
      typeof address === 'object' && address !== null ? found(address.port) : reject(new Error('no free port')),
    )
  })
  return promise
}

interface Lock {
  /** From now on the engine is named too, so that it is found even if this process is killed first. */
  nameEngine(pid: number): void
  release(): void
}

/**
 * A file beside the database that names who uses it.
 * That of a dead process is taken over; an engine that has outlived its starter serves nobody and is ended.
 */
async function lockFile(databaseFile: string): Promise<Lock> {
  const path = `${resolve(databaseFile)}.lock`
  mkdirSync(dirname(path), { recursive: true })
  if (!claim(path)) {
    const [starter, engine] = holdersOf(path)
    if (starter !== undefined && isAlive(starter)) {
      throw new Error(`${databaseFile} is in use by process ${pidOf(starter)}; stop it first`)
    }
    if (engine !== undefined) await end(engine)
    rmSync(path, { force: true })
    if (!claim(path)) throw new Error(`${databaseFile} has just been taken by another process`)
  }
  const own = identityOf(process.pid)
  return {
    nameEngine: (pid) => writeFileSync(path, `${own} ${identityOf(pid)}\n`),
    release: () => {
      if (holdersOf(path)[0] === own) rmSync(path, { force: true })
    },
  }
}

/** Appears with its content or not at all: a link to a finished file fails if the name is taken. */
function claim(path: string): boolean {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${identityOf(process.pid)}\n`)
  try {
    linkSync(draft, path)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

const holdersOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : [])

/** Process ids are used again, after a restart of a container almost surely; the start time tells them apart. */
function identityOf(pid: number): string | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return afterName[0] === 'Z' ? undefined : `${pid}@${afterName[19]}`
  } catch {
    return undefined
  }
}

const pidOf = (identity: string) => Number.parseInt(identity, 10)

const isAlive = (identity: string) => identityOf(pidOf(identity)) === identity

async function end(engine: string): Promise<void> {
  const deadline = Date.now() + patience.toStop
  while (isAlive(engine)) {
    process.kill(pidOf(engine), Date.now() < deadline ? 'SIGTERM' : 'SIGKILL')
    await pause(20)
  }
}
