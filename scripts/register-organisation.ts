import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { keyIdOf } from '#domain/key-id.ts'
import { RegistryError } from '#domain/errors.ts'
import { environments } from '#schemas/environment.ts'
import { organisationKey, publicJwk, type OrganisationKey, type PublicJwk } from '#schemas/keys.ts'
import { organisation, type Organisation } from '#schemas/organisation.ts'

const table = environments.public.pick({ TABLE_NAME: true, DYNAMODB_ENDPOINT: true })

const usage = `Records an organisation and its first public key, so that it may sign statements.

  npx node scripts/register-organisation.ts --id mekong-precision --name "Mekong Precision JSC" \\
    --country VN --role importer --key mekong-precision.jwk.json [--years 1]

  --id       small letters, digits and dashes, 3 to 63 characters; never changes
  --name     as people write it
  --country  ISO 3166-1, two letters
  --role     importer, customs, carrier, bank, authority or operator; may be given several times
  --key      file with the public key: a JWK on P-256. The private key stays with the organisation
  --years    how long the key may sign, from now on; 1 to 3

The table is that of TABLE_NAME, in the AWS region of the environment or at DYNAMODB_ENDPOINT.
Check who the organisation is, and that the key is its own, before you do this.`

/**
 * 1. Read what was asked for and refuse what is wrong with it.
 * 2. Record the organisation with its key, whole or not at all.
 * 3. Read it back, and say under which kid it signs from now on.
 */
async function registerOrganisation(): Promise<string> {
  const { newcomer, key } = await readRequest()
  const { TABLE_NAME: name, DYNAMODB_ENDPOINT: endpoint } = table.parse(process.env)
  const organisations = dynamoOrganisations(openTable({ name, endpoint }))
  await organisations.register(newcomer, key)

  // As recorded: if it was there before, its window is the earlier one.
  const recorded = await organisations.findByKey(key.kid)
  if (recorded === undefined) throw new Error(`the key ${key.kid} cannot be found again`)
  const until = new Date(recorded.key.notAfter * 1000).toISOString().slice(0, 10)
  return `${recorded.organisation.id} is registered. Its key ${key.kid} may sign until ${until}.`
}

async function readRequest(): Promise<{ newcomer: Organisation; key: OrganisationKey }> {
  const { values } = parseArgs({
    options: {
      id: { type: 'string' },
      name: { type: 'string' },
      country: { type: 'string' },
      role: { type: 'string', multiple: true },
      key: { type: 'string' },
      years: { type: 'string', default: '1' },
    },
  })
  const { id, name, country, role: roles, key: keyPath, years } = values
  if (keyPath === undefined) throw new Error('give the file of the public key: --key')
  const newcomer = organisation.parse({ id, name, country, roles, state: 'active', identity: [], version: 1 })
  const jwk = readPublicKey(keyPath)
  const now = systemClock.now()
  const notAfter = now + z.coerce.number().int().min(1).max(3).parse(years) * 365 * 86_400
  const window = { notBefore: now, notAfter, state: 'active' }
  const key = organisationKey.parse({ kid: await keyIdOf(jwk), jwk, organisation: newcomer.id, ...window })
  return { newcomer, key }
}

/** Refuses a private key: whoever has sent one has shown it, and needs a new one. */
function readPublicKey(path: string): PublicJwk {
  const jwk: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const { d, crv, kty, x, y } = z.looseObject({}).parse(jwk) as Record<string, unknown>
  if (d !== undefined)
    throw new Error(`${path} holds a private key. It must not be used any more: make a new one, send the public half.`)
  return publicJwk.parse({ crv, kty, x, y })
}

function sentenceFor(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (error instanceof RegistryError) return error.message
  return error instanceof Error ? error.message : 'unknown failure'
}

if (process.argv.includes('--help')) {
  console.log(usage)
} else {
  try {
    console.log(await registerOrganisation())
  } catch (error) {
    console.error(`${sentenceFor(error)}\nHow this is used: --help`)
    process.exitCode = 1
  }
}
