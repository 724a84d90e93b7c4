import { existsSync, readFileSync, statSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { RegistryRefusal, RegistryUnreachable } from '#client/operation-client.ts'
import { registryClient } from '#client/registry-client.ts'
import { verify } from '#domain/verification/verify.ts'
import { type Evidence, evidence, type Presented } from '#schemas/evidence.ts'
import type { VerdictReport } from '#schemas/verdict.ts'
import { readPrivateFile, writePrivateFile } from '#scripts/local/private-file.ts'
import { decodePicture, isPicture } from '#scripts/verifier/decode-picture.ts'
import { readEvidence, writeUsedEvidence } from '#scripts/verifier/evidence-file.ts'
import { fetchStatusList } from '#scripts/verifier/fetch-status-list.ts'
import { presentText } from '#scripts/verifier/present.ts'
import { tellVerdict } from '#scripts/verifier/tell-verdict.ts'

const usage = `Verifies an end-use certificate on this computer.

  npm run -s verify -- <what> [--registry URL] [--offline] [--evidence FILE] [--save-evidence FILE] [--json]

<what>       text of a QR code, a credential or a typed id; a file with one of them; a PNG or JPEG picture with the
             QR code; or - to read the text from standard input
--registry   the registry to ask and to believe (default http://localhost:3000, or $PORT)
--offline    ask nobody: use the keys that this registry published when it was last asked from here
--evidence   ask nobody: use the evidence in this file
--save-evidence
             write what was used to this file: what was presented, the evidence, and the time
--json       print the verdict as JSON

Ends with 0 if it is valid, 1 if it is not, 2 if it could not be checked, 3 for wrong usage.`

const exitCodes = { valid: 0, invalid: 1, undetermined: 2 } as const satisfies Record<VerdictReport['verdict'], number>

/** Wrong usage, told to the person at the terminal. */
class UsageError extends Error {}

const notReached = { found: 'not-reached' } as const
const knownRegistries = '.local/known-registries.json'

async function main(): Promise<number> {
  const { what, origin, offline, given, save, asJson } = readArguments()
  const presented = await present(what)
  if (Object.values(presented)[0] === '') throw new UsageError('There is nothing in it to verify.')
  const gathered = await evidenceFor(presented, origin, given, offline)
  const clock = Math.floor(Date.now() / 1000)
  const report = await verify(presented, gathered, clock)
  if (save !== undefined) writeUsedEvidence(save, { presented, evidence: gathered, clock })
  process.stdout.write(`${asJson ? JSON.stringify(report, undefined, 2) : tellVerdict(report).join('\n')}\n`)
  return exitCodes[report.verdict]
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      registry: { type: 'string' },
      offline: { type: 'boolean' },
      evidence: { type: 'string' },
      'save-evidence': { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if (positionals.length !== 1) throw new UsageError('Say what to verify, one thing.')
  const origin = values.registry ?? `http://localhost:${process.env.PORT ?? '3000'}`
  if (!URL.canParse(origin)) throw new UsageError(`"${origin}" is not the address of a registry.`)
  return {
    what: positionals[0]!,
    origin: new URL(origin).origin,
    offline: values.offline === true,
    given: values.evidence,
    save: values['save-evidence'],
    asJson: values.json === true,
  }
}

async function present(what: string): Promise<Presented> {
  if (what === '-') return presentText(await textOf(process.stdin))
  if (!existsSync(what) || !statSync(what).isFile()) return presentText(what)
  const bytes = readFileSync(what)
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-')
    throw new UsageError(
      `${what} is a PDF. Drop it on the verifier page, or give a picture of the page with the QR code.`,
    )
  if (!isPicture(bytes)) return presentText(bytes.toString('utf8'))
  const texts = await decodePicture(bytes)
  if (texts.length === 0) throw new UsageError('There is no QR code in this picture that can be read.')
  if (texts.length > 1) throw new UsageError('There are several QR codes in this picture; cut out the one to verify.')
  return presentText(texts[0]!)
}

async function evidenceFor(
  presented: Presented,
  origin: string,
  given: string | undefined,
  offline: boolean,
): Promise<Evidence> {
  if (given !== undefined) return readEvidence(given)
  return offline ? remembered(origin) : gather(origin, presented)
}

/** What cannot be had is marked as not reached: the verdict then says what could not be checked. */
async function gather(origin: string, presented: Presented): Promise<Evidence> {
  try {
    const client = registryClient({ origin })
    const gathered = await client.call('gather-evidence', { body: { presented } })
    remember(origin, gathered)
    return gathered.statusList === undefined
      ? { ...gathered, statusList: await fetchStatusList(client, presented, gathered.registries) }
      : gathered
  } catch (error) {
    if (!(error instanceof RegistryUnreachable || error instanceof RegistryRefusal)) throw error
    process.stderr.write(`${origin}: ${error.message} Going on without it, with what it published before.\n`)
    return remembered(origin)
  }
}

function remember(origin: string, { registries }: Evidence): void {
  const known = readPrivateFile(knownRegistries)
  writePrivateFile(knownRegistries, { ...(typeof known === 'object' ? known : {}), [origin]: registries })
}

function remembered(origin: string): Evidence {
  const known = readPrivateFile(knownRegistries)
  const registries = typeof known === 'object' && known !== null ? Object.entries(known) : []
  const published = registries.find(([name]) => name === origin)?.[1] as unknown
  const parsed = evidence.safeParse({ registries: published, record: notReached, signatory: notReached })
  return parsed.data ?? { registries: [], record: notReached, signatory: notReached }
}

try {
  process.exitCode = await main()
} catch (error) {
  const wrongUsage =
    error instanceof UsageError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  process.stderr.write(
    wrongUsage
      ? `${(error as Error).message}\n\n${usage}\n`
      : `${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 3
}
