import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import { keyUses, publicJwk } from '#schemas/keys.ts'

const privateJwk = publicJwk.extend({ d: digest })
export type PrivateJwk = z.infer<typeof privateJwk>

/** One P-256 private key for each use, as JWK. */
const keyFile = z.strictObject({ credential: privateJwk, qr: privateJwk })
export type KeyFile = z.infer<typeof keyFile>

/**
 * The keys in the file at `path`; made if there is no file. Processes that start at once agree on the keys of one of
 * them. Throws Error, in words for who runs the registry, if others may read the file or if it is damaged.
 */
export async function readOrCreateKeyFile(path: string): Promise<KeyFile> {
  const found = await readKeyFile(path)
  if (found !== undefined) return found
  await createKeyFile(path)
  const made = await readKeyFile(path)
  if (made === undefined) throw new Error(`the key file ${path} vanished after it was made`)
  return made
}

async function readKeyFile(path: string): Promise<KeyFile | undefined> {
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

function parseKeyFile(path: string, text: string): KeyFile {
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
  const read = keyFile.safeParse(value)
  if (!read.success) throw damaged
  if (read.data.credential.d === read.data.qr.d)
    throw new Error(`the key file ${path} has one key for two uses; each needs its own`)
  return read.data
}

/** Written aside and then linked into place: the file appears whole or not at all, and never replaces another one. */
async function createKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(await newKeys(), undefined, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
}

async function newKeys(): Promise<KeyFile> {
  const keys = await Promise.all(keyUses.map(async (use) => [use, await newKey()]))
  return keyFile.parse(Object.fromEntries(keys))
}

async function newKey(): Promise<PrivateJwk> {
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
