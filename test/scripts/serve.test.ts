import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const script = (name: string) => resolve('scripts', `${name}.ts`)

let folder: string
let port: number
const started: ChildProcess[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
  port = await freePort()
})

afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port: free } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return free
}

interface Serving {
  /** What it printed, once it is ready or has ended. */
  readonly output: string
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; output: string }>
}

/** `npm start` with a data folder of its own. */
async function serve(atPort = port): Promise<Serving> {
  const child = spawn(process.execPath, [script('serve')], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: String(atPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>()
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('Ctrl-C')) becomeReady()
    })
  const ended = new Promise<{ code: number | null; output: string }>((done) =>
    child.once('close', (code) => {
      becomeReady()
      done({ code, output })
    }),
  )
  await ready
  return { output, child, ended }
}

const idsIn = (output: string) => [...output.matchAll(/^Certificate {5}(\S+)/gm)].map(([, id]) => id)

/** What a shell makes of a printed command line: the arguments of curl, and what is piped into it. */
function pasted(line: string): { url: string; headers: Record<string, string>; body: string | undefined } {
  const command = line.replace('npm run -s sign --', `${process.execPath} ${script('sign-statement')}`)
  const curl = String.raw`curl() { printf '%s\n' "$@"; printf '%s\n' '---'; [ -t 0 ] || cat; }`
  const text = execFileSync('sh', ['-c', `${curl}; ${command.replace('examples/', `${resolve('examples')}/`)}`], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [args = '', piped = ''] = text.split('\n---\n')
  const words = args.split('\n')
  const after = (flag: string) => words.flatMap((word, i) => (word === flag ? [words[i + 1]!] : []))
  const headers = Object.fromEntries(after('-H').map((header) => header.split(': ') as [string, string]))
  return {
    url: words.find((word) => word.startsWith('http'))!,
    headers,
    body: after('-d')[0] ?? (piped === '' ? undefined : piped),
  }
}

async function askAsPasted(line: string) {
  const { url, headers, body } = pasted(line)
  const response = await fetch(url, { headers, ...(body !== undefined && { method: 'POST', body }) })
  return {
    status: response.status,
    answer: (await response.json()) as { verdict?: string; issuer?: string; id?: string },
  }
}

describe('npm start', { timeout: 60_000 }, () => {
  let first: Serving

  it('serves three certificates, and prints commands that work', async () => {
    first = await serve()
    expect(idsIn(first.output)).toHaveLength(3)
    expect((await fetch(`http://localhost:${port}/`)).headers.get('content-type')).toBe('text/html; charset=utf-8')
    const commands = first.output.split('\n').filter((line) => line.includes('curl -s'))
    const [who, genuine, fits, issue] = await Promise.all(commands.map(askAsPasted))
    expect(who?.answer.issuer).toBe(`http://localhost:${port}`)
    expect(genuine?.answer.verdict).toBe('valid')
    expect(fits?.answer.verdict).toBe('valid')
    expect([issue?.status, typeof issue?.answer.id]).toEqual([201, 'string'])
  })

  it('keeps keys to itself', () => {
    for (const name of ['keys.json', 'importers.json'])
      expect(statSync(join(folder, '.local', name)).mode & 0o077).toBe(0)
  })

  it('is refused a second time for the same data, with a sentence', async () => {
    const { code, output } = await (await serve(await freePort())).ended
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/did not start: .*registry\.sqlite is in use by process \d+; stop it first\./),
    ])
  })

  it('shows the same certificates after it was killed', async () => {
    first.child.kill('SIGKILL')
    await first.ended
    const again = await serve()
    expect(idsIn(again.output)).toEqual(idsIn(first.output))
    first = again
  })

  it('ends cleanly when it is told to', async () => {
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    expect(existsSync(join(folder, '.local/registry.sqlite.lock'))).toBe(false)
    await expect(fetch(`http://localhost:${port}/openapi.json`)).rejects.toThrow()
  })

  it('says what to do when the port is taken', async () => {
    const other = createServer().listen(port, '127.0.0.1')
    const { code, output } = await (await serve()).ended
    await new Promise((done) => other.close(done))
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(
        `port ${port} is in use; stop what uses it, or choose another one: PORT=${port + 1} npm start.`,
      ),
    ])
  })
})
