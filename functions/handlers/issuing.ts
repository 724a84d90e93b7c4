import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { byToken } from '#middleware/authenticators.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { changeStatus } from '#use-cases/change-status.ts'
import { disputeDrawdown } from '#use-cases/dispute-drawdown.ts'
import { issueCertificate } from '#use-cases/issue-certificate.ts'

const environment = readEnvironment('issuing')

/** Who is suspended, or a key that has ended, is nobody after this long. */
const rememberSeconds = 2

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const limits = environment.LIMITS === 'off' ? noLimits : batchedLimits(dynamoLimits(table, systemClock), systemClock)
const remembered = rememberedOrganisations(dynamoOrganisations(table), systemClock, rememberSeconds)
const registryKeys = rememberedRegistryKeys(dynamoRegistryKeys(table), systemClock, rememberSeconds)
const authenticators = byToken({
  clock: systemClock,
  issuer: environment.REGISTRY_ORIGIN,
  cryptography: nodeCryptography,
  registryKeys,
  organisations: remembered,
})

// Both are imported and one is used: a Lambda's bundle is CommonJS, which knows no `await` at its top level.
const signer =
  environment.KEY_FILE === undefined
    ? kmsSigner({
        credential: environment.CREDENTIAL_KEY_ID!,
        qr: environment.QR_KEY_ID!,
        status: environment.STATUS_KEY_ID!,
      })
    : fileSigner(environment.KEY_FILE)

const registry = { issuer: environment.REGISTRY_ORIGIN, verifierOrigins: environment.VERIFIER_ORIGINS }
const ports = {
  signatories: dynamoSignatories(table),
  certificates: dynamoCertificates(table),
  keys: dynamoRegistryKeys(table),
  limits,
  signer,
  clock: systemClock,
  registry,
}

/** Issues certificates and changes their status: the only one that callers reach and that may sign. */
export const handler = httpHandler(
  'issuing',
  {
    'issue-certificate': issueCertificate({
      ...ports,
      issuances: dynamoIssuances(table),
      ledger: dynamoLedger(table),
      crossUses: dynamoCrossUses(table, systemRandomness),
      randomness: systemRandomness,
    }),
    'change-status': changeStatus({
      ...ports,
      statusActs: dynamoStatusActs(table),
      statusLists: dynamoStatusLists(table),
    }),
    'dispute-drawdown': disputeDrawdown({
      ...ports,
      ledger: dynamoLedger(table),
      statusActs: dynamoStatusActs(table),
      statusLists: dynamoStatusLists(table),
    }),
  },
  { log: environment.LOG, authenticators, limits },
)
