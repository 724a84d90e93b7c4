import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface LoadedScript {
  readonly name: string
  /** Bytes, compressed. */
  readonly gzip: number
}

/** The scripts that a built page loads before anybody does anything: its own, and what those import. */
export function firstLoadOf(folder: string, page: string): LoadedScript[] {
  const html = readFileSync(join(folder, page), 'utf8')
  const found = new Map<string, number>()
  const load = (path: string) => {
    if (found.has(path)) return
    const bytes = readFileSync(join(folder, path))
    found.set(path, gzipSync(bytes, { level: 9 }).length)
    for (const [, file] of bytes.toString().matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      load(`/assets/${file!}`)
  }
  for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)) load(path!)
  return [...found].map(([name, gzip]) => ({ name, gzip }))
}
