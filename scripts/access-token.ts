import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { registryClient } from '#client/registry-client.ts'
import { demoSignatories } from '#scripts/local/demo-importers.ts'
import { demoMachine, demoRoles } from '#scripts/local/demo-machines.ts'
import { privateJwk, type Signatory, signAssertion } from '#scripts/local/sign-request.ts'

const usage = `Asks the registry for an access token as a machine does (private_key_jwt), and prints it. It lives for ten minutes.

  npm run -s token -- customs|carrier|bank|authority|operator|importer [--registry ORIGIN]
  npm run -s token -- --organisation ID --key FILE.jwk [--registry ORIGIN]

customs…       a machine of the registry on this computer
--organisation id of the organisation, and --key its private P-256 key as JWK
--registry     the registry (default http://localhost:3000, or $PORT)
`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { registry: { type: 'string' }, key: { type: 'string' }, organisation: { type: 'string' } },
  })
  const registry = values.registry ?? `http://localhost:${process.env.PORT ?? '3000'}`
  const assertion = await signAssertion(machineOf(values, positionals), registry, Math.floor(Date.now() / 1000))
  const { access_token: token } = await registryClient({ origin: registry }).call('request-token', {
    body: {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  })
  // A line end would be a part of what `$(…)` is put into.
  process.stdout.write(process.stdout.isTTY ? `${token}\n` : token)
}

function machineOf(
  { key, organisation }: { key?: string; organisation?: string },
  [who, ...more]: string[],
): Signatory {
  if (more.length > 0 || (who === undefined) !== (key !== undefined && organisation !== undefined))
    throw new Error(usage)
  if (who === 'importer') return demoSignatories('.local')[0]!
  if (who !== undefined) {
    if (demoRoles.some((role) => role === who)) return demoMachine('.local', who)
    throw new Error(`there is no demo ${who}\n\n${usage}`)
  }
  const { crv, kty, x, y, d } = JSON.parse(readFileSync(key!, 'utf8')) as Record<string, unknown>
  const parsed = privateJwk.safeParse({ crv, kty, x, y, d })
  if (!parsed.success) throw new Error(`${key!} is not a private P-256 key as JWK`)
  return { organisation: organisation!, key: parsed.data }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 3
}
