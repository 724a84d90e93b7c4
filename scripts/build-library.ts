import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const entry = 'functions/domain/verification/verify.ts'

export interface BuiltLibrary {
  /** The one file that runs, for browsers and Node alike. */
  readonly file: string
  readonly bytes: number
  readonly gzip: number
}

/** Bundles the pure verifier with all that it needs into `folder`. */
export async function bundleLibrary(folder: string): Promise<BuiltLibrary> {
  const file = join(folder, 'verify.js')
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'error',
  })
  const content = readFileSync(file)
  return { file, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length }
}

/** Writes the types of the verifier into `folder`; they lean on those of zod alone. */
export function declareLibrary(folder: string): void {
  const types = join(folder, 'types')
  rmSync(types, { recursive: true, force: true })
  mkdirSync(types, { recursive: true })
  const configuration = join(types, 'tsconfig.json')
  writeFileSync(configuration, JSON.stringify(declarationsOnly(types)))
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', configuration], { cwd: root, stdio: 'inherit' })
  rmSync(configuration)
  for (const file of globSync(join(types, '**/*.d.ts'))) writeFileSync(file, withoutRooms(file, types))
  writeFileSync(join(folder, 'verify.d.ts'), head)
}

const declarationsOnly = (outDir: string) => ({
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    typeRoots: [join(root, 'node_modules/@types')],
    outDir,
  },
  include: [],
  files: [join(root, entry)],
})

/** Other packages do not know our rooms: `#schemas/x.ts` becomes a path to the declaration. */
function withoutRooms(file: string, types: string): string {
  const folders = { '#schemas/': 'schemas/', '#domain/': 'functions/domain/' } as const
  return readFileSync(file, 'utf8').replaceAll(
    /(['"])(#schemas\/|#domain\/|\.{1,2}\/)([^'"]+)\.ts\1/g,
    (_, quote: string, start: string, path: string) => {
      if (start !== '#schemas/' && start !== '#domain/') return `${quote}${start}${path}.js${quote}`
      const to = relative(dirname(file), join(types, folders[start], path))
      return `${quote}${to.startsWith('.') ? to : `./${to}`}.js${quote}`
    },
  )
}

const head = `export { verify, type VerifyOptions } from './types/functions/domain/verification/verify.js'
export type { Evidence, Presented } from './types/schemas/evidence.js'
export type { Registry } from './types/schemas/keys.js'
export type { Shipment } from './types/schemas/shipment.js'
export type { Check, VerdictReport } from './types/schemas/verdict.js'
`

if (import.meta.main) {
  const folder = join(root, 'dist/library')
  rmSync(folder, { recursive: true, force: true })
  const { file, bytes, gzip } = await bundleLibrary(folder)
  declareLibrary(folder)
  process.stdout.write(
    `${relative(root, file)}: ${(bytes / 1000).toFixed(1)} KB, ${(gzip / 1000).toFixed(1)} KB compressed; types beside it\n`,
  )
}
