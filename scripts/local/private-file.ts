import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * JSON in a file that only its owner may read, or undefined if there is none.
 * Throws an Error for who runs the registry if others may read it or if it is damaged.
 */
export function readPrivateFile(path: string): unknown {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode
  if (mode === undefined) return undefined
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Error(`others may read ${path}; if nobody has: chmod 600 ${path}`)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // The parser's own message would quote the content.
    throw new Error(`${path} is damaged; move it away and a new one will be made`)
  }
}

/** Written aside and renamed, so that a process killed meanwhile leaves the old file or the new one. */
export function writePrivateFile(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
