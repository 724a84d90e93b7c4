import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

export const serviceWorkerFile = 'service-worker.js'

/** The one page that opens without a network. Those for members speak of the present: they are neither kept nor served. */
const keptPage = 'index.html'

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
    writeBundle({ dir }, bundle) {
      if (dir === undefined) return this.error('the pages are built into a folder')
      const worker = join(dir, serviceWorkerFile)
      const source = readFileSync(worker, 'utf8')
      if (source.split(placeholder).length !== 2 || /^\s*(import|export)\b/m.test(source))
        return this.error('the service worker is one plain script that names its files once')
      const foreign = ofOtherPages(bundle)
      const files = filesOf(dir).filter((name) => name !== serviceWorkerFile && !foreign.has(name))
      const held = files.filter((name) => !onlyWhenUsed.test(name))
      const entries = held.map((name) => [pathOf(name), integrityOf(join(dir, name))])
      const version = createHash('sha256').update(JSON.stringify(entries)).update(source).digest('hex').slice(0, 16)
      const list = JSON.stringify({
        version,
        files: entries,
        onceUsed: files.filter((name) => onlyWhenUsed.test(name)).map(pathOf),
      })
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

/** Files that only other pages than the kept one load. */
function ofOtherPages(bundle: Rolldown.OutputBundle): Set<string> {
  const pages = Object.values(bundle).filter((file) => file.type === 'chunk' && isPage(file))
  const [kept, others] = [new Set<string>(), new Set<string>()]
  for (const page of pages) gather(bundle, page.fileName, isKeptPage(page) ? kept : others)
  const html = Object.keys(bundle).filter((name) => name.endsWith('.html') && name !== keptPage)
  return new Set([...html, ...others].filter((name) => !kept.has(name)))
}

const pageOf = (file: Rolldown.OutputAsset | Rolldown.OutputChunk) =>
  file.type === 'chunk' && file.facadeModuleId !== null ? basename(file.facadeModuleId) : ''
const isPage = (file: Rolldown.OutputChunk) => pageOf(file).endsWith('.html')
const isKeptPage = (file: Rolldown.OutputAsset | Rolldown.OutputChunk) => pageOf(file) === keptPage

/** A chunk, what it needs, and the style that belongs to it. */
function gather(bundle: Rolldown.OutputBundle, name: string, into: Set<string>): void {
  const file = bundle[name]
  if (into.has(name) || file === undefined) return
  into.add(name)
  if (file.type !== 'chunk') return
  for (const needed of [...file.imports, ...file.dynamicImports]) gather(bundle, needed, into)
  for (const style of file.viteMetadata?.importedCss ?? []) into.add(style)
}

const pathOf = (name: string) => (name === 'index.html' ? '/' : `/${name}`)

const integrityOf = (file: string) => `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`
