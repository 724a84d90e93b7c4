import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The pages as they are deployed, built for this run. */
    pageFolder: string
    /** The same with invented languages, `en-XA` and right to left `ar-XB`. */
    pseudoPageFolder: string
  }
}

const configFile = fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url))

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  const [deployed, pseudo] = [join(folder, 'deployed'), join(folder, 'pseudo')]
  await buildInto(deployed, 'production')
  await buildInto(pseudo, 'pseudo')
  project.provide('pageFolder', deployed)
  project.provide('pseudoPageFolder', pseudo)
  return () => rm(folder, { recursive: true, force: true })
}

async function buildInto(outDir: string, mode: string) {
  await build({ configFile, mode, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
}
