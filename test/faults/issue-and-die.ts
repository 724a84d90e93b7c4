import { fileSigner } from '#adapters/local-keys/signer.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { noLimits } from '#adapters/memory/limits.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { issueCertificate } from '#use-cases/issue-certificate.ts'

/** What `kill-issuing.test.ts` tells this process. */
export interface Orders {
  readonly table: string
  readonly endpoint: string
  readonly keyFile: string
  readonly issuer: string
  readonly verifierOrigin: string
  readonly body: string
  readonly key: string
  /** The step at which to die, `never` to answer. */
  readonly step: 'plan' | 'sign-credential' | 'sign-qr' | 'finish' | 'never'
  readonly when: 'before' | 'sent' | 'after'
}

const orders = JSON.parse(process.argv[2]!) as Orders

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

/** The step itself, or the end of this process before it, when its request is on the way, or when it is done. */
async function mortal<T>(step: Orders['step'], act: () => Promise<T>): Promise<T> {
  if (step !== orders.step) return act()
  if (orders.when === 'before') return die()
  const done = act()
  // Long enough for the request to leave, mostly too short for the reply.
  if (orders.when === 'sent') setTimeout(() => void die(), 3)
  const result = await done
  return orders.when === 'after' ? die() : result
}

const table = openTable({ name: orders.table, endpoint: orders.endpoint })
const issuances = dynamoIssuances(table)
const signer = fileSigner(orders.keyFile)

const issue = issueCertificate({
  certificates: dynamoCertificates(table),
  ledger: dynamoLedger(table),
  crossUses: dynamoCrossUses(table, systemRandomness),
  signatories: dynamoSignatories(table),
  keys: dynamoRegistryKeys(table),
  limits: noLimits,
  issuances: {
    ...issuances,
    plan: (plan) => mortal('plan', () => issuances.plan(plan)),
    finish: (...all) => mortal('finish', () => issuances.finish(...all)),
  },
  signer: {
    ...signer,
    sign: (use, bytes) => mortal(use === 'qr' ? 'sign-qr' : 'sign-credential', () => signer.sign(use, bytes)),
  },
  clock: systemClock,
  randomness: systemRandomness,
  registry: { issuer: orders.issuer, verifierOrigins: [orders.verifierOrigin] },
})

process.stdout.write(JSON.stringify(await issue({ body: orders.body, 'idempotency-key': orders.key })))
