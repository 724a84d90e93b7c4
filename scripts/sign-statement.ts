import { readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { demoSignatory } from '#scripts/local/demo-importers.ts'
import { privateJwk, type Signatory, signRequest } from '#scripts/local/sign-request.ts'

const usage = `Signs an end-use statement as an importer's organisation does, and prints what to send to the registry.

  npm run -s sign -- [file.json | -] [--registry ORIGIN] [--key FILE.jwk --organisation ID]

[file.json]     the statement; - or nothing: standard input
--registry      the registry that it is meant for (default http://localhost:3000, or $PORT)
--key           private P-256 key as JWK, and --organisation to whom it belongs; without them a demo importer signs
`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { registry: { type: 'string' }, key: { type: 'string' }, organisation: { type: 'string' } },
  })
  if (positionals.length > 1) throw new Error(`one statement at a time\n\n${usage}`)
  const [file = '-'] = positionals
  const statement = JSON.parse(file === '-' ? await textOf(process.stdin) : readFileSync(file, 'utf8')) as unknown
  const registry = values.registry ?? `http://localhost:${process.env.PORT ?? '3000'}`
  const signatory = signatoryOf(values, statement)
  const request = await signRequest(signatory, registry, statement, Math.floor(Date.now() / 1000))
  // A line end would be a part of what is sent.
  process.stdout.write(process.stdout.isTTY ? `${request}\n` : request)
}

function signatoryOf({ key, organisation }: { key?: string; organisation?: string }, statement: unknown): Signatory {
  if (key === undefined && organisation === undefined) return demoSignatory('.local', statement)
  if (key === undefined || organisation === undefined)
    throw new Error(`give --key and --organisation together\n\n${usage}`)
  const { crv, kty, x, y, d } = JSON.parse(readFileSync(key, 'utf8')) as Record<string, unknown>
  const parsed = privateJwk.safeParse({ crv, kty, x, y, d })
  if (!parsed.success) throw new Error(`${key} is not a private P-256 key as JWK`)
  return { organisation, key: parsed.data }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 3
}
