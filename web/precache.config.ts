import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

export const serviceWorkerFile = 'service-worker.js'

/** Loaded by name only when somebody opens a PDF: kept once used. */
const onlyWhenUsed = /^assets\/(read-pdf-|pdf-)/

const placeholder = 'PAGE_FILES'

/**
 * Writes into the service worker which files make up this build, each with the digest of its bytes, so that it keeps all
 * of them or none. Runs on what was written, because workers, public files and HTML come from different places.
 */
export function precache(): Plugin {
  return {
    name: 'precache',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return this.error('the pages are built into a folder')
      const worker = join(dir, serviceWorkerFile)
      const source = readFileSync(worker, 'utf8')
      if (source.split(placeholder).length !== 2 || /^\s*(import|export)\b/m.test(source))
        return this.error('the service worker is one plain script that names its files once')
      const files = filesOf(dir).filter((name) => name !== serviceWorkerFile && !onlyWhenUsed.test(name))
      const entries = files.map((name) => [pathOf(name), integrityOf(join(dir, name))])
      const version = createHash('sha256').update(JSON.stringify(entries)).update(source).digest('hex').slice(0, 16)
      const list = JSON.stringify({ version, files: entries, folders: ['/assets/'] })
      writeFileSync(
        worker,
        source.replace(placeholder, () => list),
      )
    },
  }
}

function filesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

const pathOf = (name: string) => (name === 'index.html' ? '/' : `/${name}`)

const integrityOf = (file: string) => `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`
