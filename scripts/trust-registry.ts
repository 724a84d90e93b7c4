import { parseArgs } from 'node:util'
import * as z from 'zod'
import { dynamoPartners } from '#adapters/dynamodb/partners.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { registryClient } from '#client/registry-client.ts'
import { keyIdOf } from '#domain/key-id.ts'
import { registryFingerprint } from '#domain/trust/registry-fingerprint.ts'
import type { Partners } from '#ports/partners.ts'
import { origin as originForm } from '#schemas/certificate.ts'
import { environments } from '#schemas/environment.ts'
import type { Registry } from '#schemas/keys.ts'
import { trustedRegistry } from '#schemas/trust-list.ts'

const table = environments.public.pick({ TABLE_NAME: true, DYNAMODB_ENDPOINT: true })

const usage = `Says which other registries this one trusts. Their certificates are then checked here too.

  npm run -s trust -- list
  npm run -s trust -- add https://registry.example --country DE --fingerprint <what its operator read to you>
  npm run -s trust -- remove https://registry.example

  add          fetches who the registry is and which keys speak for it, and refuses without the right fingerprint: ask
               its operator for it by another way than its web site. Again after each rotation of its keys
  --country    ISO 3166-1 code of the authority that runs it

The next run of the job publish-trust-list puts it into the trust list. The table is that of TABLE_NAME, in the AWS
region of the environment or at DYNAMODB_ENDPOINT.`

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { fingerprint: { type: 'string' }, country: { type: 'string' } },
  })
  const [command, subject, ...rest] = positionals
  if (rest.length > 0) throw new Error(`too many arguments: ${rest.join(' ')}`)
  const { TABLE_NAME: name, DYNAMODB_ENDPOINT: endpoint } = table.parse(process.env)
  const partners = dynamoPartners(openTable({ name, endpoint }))
  if (command === 'list') return list(partners)
  if (command === 'add') return add(partners, originForm.parse(subject), values)
  if (command === 'remove') return remove(partners, originForm.parse(subject))
  throw new Error('say what to do: list, add or remove')
}

async function list(partners: Partners): Promise<string> {
  const trusted = await partners.list()
  if (trusted.length === 0) return 'No other registry is trusted.'
  const lines = trusted.map(({ issuer, country, name, keys }) => `${issuer}  ${country}  ${name}  ${keys.length} keys`)
  return lines.join('\n')
}

/**
 * 1. Fetch who the registry says it is; it must be the one that was asked, and each key must bear its own thumbprint.
 * 2. Compare the fingerprint: what came over the network alone is not trusted.
 * 3. Refuse keys that another registry has.
 */
async function add(
  partners: Partners,
  issuer: string,
  { fingerprint, country }: { fingerprint?: string | undefined; country?: string | undefined },
): Promise<string> {
  const seen: Registry = await registryClient({ origin: issuer }).call('get-registry', {})
  if (seen.issuer !== issuer) throw new Error(`${issuer} says that it is ${seen.issuer}`)
  const kids = await Promise.all(seen.keys.map(({ jwk }) => keyIdOf(jwk)))
  if (seen.keys.some(({ kid }, index) => kid !== kids[index])) throw new Error(`${issuer} names a key wrongly`)
  const found = await registryFingerprint(seen)
  if (fingerprint !== found)
    throw new Error(
      `${seen.name} at ${issuer} has the fingerprint\n  ${found}\nand ${seen.keys.length} keys:\n${keysOf(seen)}\n` +
        (fingerprint === undefined
          ? 'Nothing was changed. If its operator reads you the same, give it as --fingerprint.'
          : 'Nothing was changed: this is not the fingerprint that you gave.'),
    )
  const { name, verifierOrigins, keys } = seen
  const partner = trustedRegistry.parse({ country, issuer, keys, name, verifierOrigins })
  for (const other of await partners.list())
    if (other.issuer !== issuer && other.keys.some(({ kid }) => kids.includes(kid)))
      throw new Error(`${issuer} names a key of ${other.issuer}; one of the two is not what it says`)
  await partners.put(partner)
  return `${name} at ${issuer} is trusted, with ${keys.length} keys.`
}

const keysOf = ({ keys }: Registry) =>
  keys.map(({ use, kid, state }) => `  ${use.padEnd(10)}  ${kid}  ${state}`).join('\n')

async function remove(partners: Partners, issuer: string): Promise<string> {
  const known = (await partners.list()).some((partner) => partner.issuer === issuer)
  if (!known) throw new Error(`${issuer} is not trusted; list shows which are`)
  await partners.remove(issuer)
  return `${issuer} is trusted no more.`
}

function sentenceFor(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  return error instanceof Error ? error.message : 'unknown failure'
}

if (process.argv.includes('--help')) {
  console.log(usage)
} else {
  try {
    console.log(await main())
  } catch (error) {
    console.error(`${sentenceFor(error)}\nHow this is used: --help`)
    process.exitCode = 1
  }
}
