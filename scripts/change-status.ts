import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { RegistryRefusal } from '#client/operation-client.ts'
import { type RegistryClient, registryClient } from '#client/registry-client.ts'
import { parseCertificateId, printCertificateId } from '#domain/certificate/certificate-id.ts'
import type { Output } from '#schemas/operations.ts'
import { statusAct, statusActs, type StatusActName } from '#schemas/status-act.ts'
import { demoSignatories } from '#scripts/local/demo-importers.ts'
import { privateJwk, type Signatory, signAct } from '#scripts/local/sign-request.ts'

const usage = `Changes the status of a certificate, by an act signed as its organisation does.

  npm run -s act -- suspend|reinstate|revoke|surrender <id> --reason TEXT [--registry ORIGIN]
                    [--key FILE.jwk --organisation ID]

<id>            number of the certificate, with or without dashes
--reason        why, in a sentence
--registry      the registry that issued it (default http://localhost:3000, or $PORT)
--key           private P-256 key as JWK, and --organisation to whom it belongs; without them the demo importer signs
`

type Changed = Output<'change-status'>

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      reason: { type: 'string' },
      registry: { type: 'string' },
      key: { type: 'string' },
      organisation: { type: 'string' },
    },
  })
  const [name, number, ...rest] = positionals
  const act = statusActs.find((each) => each === name)
  const id = parseCertificateId(number ?? '')
  if (act === undefined || rest.length > 0) throw new Error(usage)
  if (id === undefined) throw new Error(`${number ?? 'nothing'} is not the number of a certificate\n\n${usage}`)
  const reason = statusAct.shape.reason.safeParse(values.reason)
  if (!reason.success) throw new Error(`give a --reason of 3 to 280 characters\n\n${usage}`)
  const registry = values.registry ?? `http://localhost:${process.env.PORT ?? '3000'}`
  const { status, statusSince } = await change(registry, signatoriesOf(values), { act, id, reason: reason.data })
  const since = new Date(statusSince * 1000).toISOString().replace('T', ' ').slice(0, 16)
  process.stdout.write(`${printCertificateId(id)} is ${status} since ${since} UTC\n`)
}

function signatoriesOf({ key, organisation }: { key?: string; organisation?: string }): Signatory[] {
  if (key === undefined && organisation === undefined) return demoSignatories('.local')
  if (key === undefined || organisation === undefined)
    throw new Error(`give --key and --organisation together\n\n${usage}`)
  const { crv, kty, x, y, d } = JSON.parse(readFileSync(key, 'utf8')) as Record<string, unknown>
  const parsed = privateJwk.safeParse({ crv, kty, x, y, d })
  if (!parsed.success) throw new Error(`${key} is not a private P-256 key as JWK`)
  return [{ organisation, key: parsed.data }]
}

/** The registry tells nobody whose a certificate is: so each demo importer tries, until it is the right one. */
async function change(
  registry: string,
  [first, ...others]: Signatory[],
  deed: { act: StatusActName; id: string; reason: string },
): Promise<Changed> {
  try {
    return await send(registryClient({ origin: registry }), registry, first!, deed)
  } catch (error) {
    const notTheirs = error instanceof RegistryRefusal && error.problem.code === 'certificate-unknown'
    if (!notTheirs || others.length === 0) throw error
    return change(registry, others, deed)
  }
}

async function send(
  client: RegistryClient,
  registry: string,
  signatory: Signatory,
  deed: { act: StatusActName; id: string; reason: string },
): Promise<Changed> {
  const body = await signAct(signatory, registry, deed, Math.floor(Date.now() / 1000))
  return client.call('change-status', { id: deed.id, body, 'idempotency-key': randomUUID() })
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 3
}
