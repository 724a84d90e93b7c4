import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))

export const pageFolder = join(root, 'dist/web')

/** What goes into the pages. */
const sources = ['web', 'schemas', 'functions/domain', 'functions/client', 'package-lock.json']

/** Builds the pages unless those in `dist/web` are newer than everything they are made of. */
export async function buildPages(): Promise<'built' | 'up to date'> {
  const built = statSync(join(pageFolder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (built > newest(sources.map((source) => join(root, source)))) return 'up to date'
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const draft = `${pageFolder}.${randomUUID()}`
  try {
    const build = [vite, 'build', '--config', 'web/vite.config.ts', '--outDir', draft, '--logLevel', 'warn']
    await promisify(execFile)(process.execPath, build, { cwd: root })
    replaceFolder(draft, pageFolder)
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`the pages could not be built: ${said.trim()}`, { cause: error })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return 'built'
}

/** The pages appear whole: nobody is served half of a build, and two builds at once do not mix. */
function replaceFolder(draft: string, folder: string): void {
  const former = `${draft}.former`
  try {
    if (existsSync(folder)) renameSync(folder, former)
    renameSync(draft, folder)
  } catch (error) {
    // Another build was quicker; its pages are as good.
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(former, { recursive: true, force: true })
  }
}

/** When the newest of these files and folders was changed. */
function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map((path) => {
      const entry = statSync(path)
      return entry.isDirectory()
        ? Math.max(entry.mtimeMs, newest(readdirSync(path).map((name) => join(path, name))))
        : entry.mtimeMs
    }),
  )
}
