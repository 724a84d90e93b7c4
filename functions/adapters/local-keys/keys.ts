import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import { keyUses, publicJwk, type KeyUse } from '#schemas/keys.ts'

const privateJwk = publicJwk.extend({ d: digest })
export type PrivateJwk = z.infer<typeof privateJwk>

/** One P-256 private key for each use, as JWK. */
export type KeyFile = Readonly<Record<KeyUse, PrivateJwk>>

/** A file of an earlier version lacks the uses that came later; the first two were always there. */
const writtenKeyFile = z.strictObject({
  credential: privateJwk,
  qr: privateJwk,
  status: privateJwk.optional(),
  'trust-list': privateJwk.optional(),
  access: privateJwk.optional(),
})
type WrittenKeyFile = z.infer<typeof writtenKeyFile>

/**
 * The keys in the file at `path`; made if there is no file, and completed if it lacks a use. Processes that start at
 * once agree on the keys of one of them. Throws Error, in words for who runs the registry, if others may read the file
 * or if it is damaged.
 */
export async function readOrCreateKeyFile(path: string): Promise<KeyFile> {
  const found = await readKeyFile(path)
  if (found !== undefined && isComplete(found)) return found
  return changeKeyFile(path, (keys) => keys)
}

/**
 * Replaces the private key of one use. The old one is dropped for good: what it signed is verified with its public
 * half, which the registry has on record.
 */
export async function replaceKey(path: string, use: KeyUse, key: PrivateJwk): Promise<void> {
  await changeKeyFile(path, (keys) => ({ ...keys, [use]: key }))
}

function isComplete(keys: WrittenKeyFile): keys is WrittenKeyFile & KeyFile {
  return keyUses.every((use) => keys[use] !== undefined)
}

/** One process at a time: reads, adds keys for the uses that have none, changes, and puts the file in place whole. */
async function changeKeyFile(path: string, change: (keys: KeyFile) => KeyFile): Promise<KeyFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const lock = await takeLock(`${path}.lock`)
  try {
    const found = await readKeyFile(path)
    const next = change(await completed(found))
    if (JSON.stringify(next) !== JSON.stringify(found)) await writeKeyFile(path, next)
    return next
  } finally {
    await lock.close()
    await rm(`${path}.lock`, { force: true })
  }
}

/** Held for milliseconds: what is older was left by a process that was killed. */
const lockLives = 10_000

async function takeLock(path: string): Promise<FileHandle> {
  for (;;) {
    const taken = await open(path, 'wx', 0o600).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') return undefined
      throw error
    })
    if (taken !== undefined) return taken
    const held = await stat(path).catch(() => undefined)
    if (held !== undefined && Date.now() - held.mtimeMs > lockLives) await rm(path, { force: true })
    else await wait(10)
  }
}

async function completed(found: Partial<WrittenKeyFile> = {}): Promise<KeyFile> {
  const keys = await Promise.all(keyUses.map(async (use) => [use, found[use] ?? (await newKey())] as const))
  return Object.fromEntries(keys) as KeyFile
}

async function readKeyFile(path: string): Promise<WrittenKeyFile | undefined> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return undefined
  try {
    // Asked of the open file: what stands at the path could be exchanged between a look and a read.
    const { mode } = await file.stat()
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new Error(`others may read the key file ${path}; if nobody has: chmod 600 ${path}`)
    return parseKeyFile(path, await file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

function parseKeyFile(path: string, text: string): WrittenKeyFile {
  // The cause would quote the text, and with it a key.
  const damaged = new Error(
    `the key file ${path} is damaged; put back a copy. If there is none, move it away and new keys will be made: ` +
      'certificates signed with the old ones stay valid',
  )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw damaged
  }
  const read = writtenKeyFile.safeParse(value)
  if (!read.success) throw damaged
  const secrets = keyUses.flatMap((use) => read.data[use]?.d ?? [])
  if (new Set(secrets).size < secrets.length)
    throw new Error(`the key file ${path} has one key for two uses; each needs its own`)
  return read.data
}

/** Written aside and then moved into place: the file is the old one or the new one, whole. */
async function writeKeyFile(path: string, keys: KeyFile): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(keys, undefined, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
}

/** A new private key, for a use that it is then written down for. */
export async function newKey(): Promise<PrivateJwk> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { crv, kty, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return privateJwk.parse({ crv, kty, x, y, d })
}

/** A name is safe from a power failure only when its folder is written down too. Windows cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
