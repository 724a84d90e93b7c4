import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { newKey, replaceKey } from '#adapters/local-keys/keys.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { keyIdOf } from '#domain/key-id.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'
import type { Signer } from '#ports/signer.ts'
import { environments } from '#schemas/environment.ts'
import { keyUse, type KeyUse, type RegistryKey } from '#schemas/keys.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'

const settings = environments.public
  .pick({ TABLE_NAME: true, DYNAMODB_ENDPOINT: true })
  .extend({ KEY_FILE: z.string().min(1).optional() })

const usage = `Lists, replaces and condemns the registry's own signing keys.

  npm run -s keys -- list
  npm run -s keys -- rotate <credential | qr | status | trust-list>
  npm run -s keys -- compromise <kid> --since 2026-11-20T08:00:00Z

  rotate      with KEY_FILE: makes a new private key for that use, publishes it, then lets it sign; the old one is
              dropped and retires within an hour. On AWS it says what to do: keys never leave KMS
  compromise  what the key signed since then counts for nothing; what it signed before counts if the registry has it
              on record. Cannot be taken back. Rotate the use afterwards

The table is that of TABLE_NAME, in the AWS region of the environment or at DYNAMODB_ENDPOINT.`

const onAws = (use: KeyUse) => `The ${use} key is in KMS, which never gives it away. To put another in its place:
  1. In infra/data-stack.ts add a number to the generations of '${use}': the last one signs.
  2. npx cdk deploy 'Registry/*'. The job publish-keys records the new key and retires the old one within an hour.
  3. npm run -s keys -- list shows both. A deployment later take the old number away, and disable its key in KMS.`

/** Verifying functions remember the published keys for two seconds: a key that signs must be known to them before. */
const untilEveryoneKnows = 3_000

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { since: { type: 'string' } } })
  const [command, subject, ...rest] = positionals
  if (rest.length > 0) throw new Error(`too many arguments: ${rest.join(' ')}`)
  if (command === 'list') return list(openKeys().keys)
  if (command === 'rotate') return rotate(keyUse.parse(subject))
  if (command === 'compromise') return compromise(openKeys().keys, subject, values.since)
  throw new Error('say what to do: list, rotate or compromise')
}

function openKeys() {
  const { TABLE_NAME: name, DYNAMODB_ENDPOINT: endpoint, KEY_FILE: keyFile } = settings.parse(process.env)
  return { keys: dynamoRegistryKeys(openTable({ name, endpoint })), keyFile }
}

async function list(keys: RegistryKeys): Promise<string> {
  const known = (await keys.list()).toSorted((a, b) => a.use.localeCompare(b.use) || a.notBefore - b.notBefore)
  return known.length === 0 ? 'No key is published.' : known.map(lineFor).join('\n')
}

function lineFor({ use, kid, state, notBefore, notAfter, compromisedSince }: RegistryKey): string {
  const since = compromisedSince === undefined ? '' : ` since ${timeOf(compromisedSince)}`
  return `${use.padEnd(10)}  ${kid}  ${timeOf(notBefore)} to ${timeOf(notAfter)}  ${state}${since}`
}

/**
 * 1. Make the key and publish it through `publish-keys`, as if it signed already; this retires the old one.
 * 2. Wait until every verifying function knows it.
 * 3. Put it into the key file: the running registry signs with it from its next signature on.
 */
async function rotate(use: KeyUse): Promise<string> {
  if (process.env.KEY_FILE === undefined) return onAws(use)
  const { keys, keyFile } = openKeys()
  const held = fileSigner(keyFile!)
  const former = await held.publicKey(use)
  const made = await newKey()
  const { crv, kty, x, y } = made
  const fresh = { kid: await keyIdOf({ crv, kty, x, y }), jwk: { crv, kty, x, y } }
  const signer: Signer = {
    publicKey: async (asked) => (asked === use ? fresh : held.publicKey(asked)),
    sign: (asked, bytes) => held.sign(asked, bytes),
  }
  await publishKeys({ keys, signer, clock: systemClock })()
  await wait(untilEveryoneKnows)
  await replaceKey(keyFile!, use, made)
  return `${fresh.kid} signs from now on as the ${use} key. ${former.kid} retires within an hour; what it signed stays good.`
}

async function compromise(keys: RegistryKeys, kid: string | undefined, since: string | undefined): Promise<string> {
  if (kid === undefined) throw new Error('give the kid of the key; list shows it')
  const time = z.iso.datetime({ error: 'give --since as 2026-11-20T08:00:00Z' }).parse(since)
  const seconds = Math.floor(Date.parse(time) / 1000)
  if (seconds > systemClock.now()) throw new Error(`${time} is in the future`)
  const key = await keys.compromise(kid, seconds)
  if (key === undefined) throw new Error(`no key ${kid} is published`)
  return `${key.kid} is compromised since ${timeOf(key.compromisedSince!)}. Now replace it: rotate ${key.use}`
}

const timeOf = (at: number) => new Date(at * 1000).toISOString().replace('.000Z', 'Z')

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
