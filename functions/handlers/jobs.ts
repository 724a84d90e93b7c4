import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoPartners } from '#adapters/dynamodb/partners.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import { dynamoTrustLists } from '#adapters/dynamodb/trust-lists.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { jobHandler } from '#middleware/job-handler.ts'
import { finishPlannedIssues } from '#use-cases/finish-planned-issues.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { publishStatusLists } from '#use-cases/publish-status-lists.ts'
import { publishTrustList } from '#use-cases/publish-trust-list.ts'

const environment = readEnvironment('jobs')

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const keys = dynamoRegistryKeys(table)
const clock = systemClock

// Both are imported and one is used: a Lambda's bundle is CommonJS, which knows no `await` at its top level.
const signer =
  environment.KEY_FILE === undefined
    ? kmsSigner({
        credential: environment.CREDENTIAL_KEY_ID!,
        qr: environment.QR_KEY_ID!,
        status: environment.STATUS_KEY_ID!,
        'trust-list': environment.TRUST_LIST_KEY_ID!,
        access: environment.ACCESS_KEY_ID!,
      })
    : fileSigner(environment.KEY_FILE)

/** What nobody asks for: started by the scheduler with the name of the job. */
export const handler = jobHandler(
  {
    'finish-planned-issues': finishPlannedIssues({
      issuances: dynamoIssuances(table),
      certificates: dynamoCertificates(table),
      ledger: dynamoLedger(table),
      crossUses: dynamoCrossUses(table, systemRandomness),
      keys,
      signer,
      clock,
      registry: { verifierOrigins: environment.VERIFIER_ORIGINS },
    }),
    'publish-status-lists': publishStatusLists({
      statusLists: dynamoStatusLists(table),
      keys,
      signer,
      clock,
      registry: { issuer: environment.REGISTRY_ORIGIN },
    }),
    'publish-trust-list': publishTrustList({
      trustLists: dynamoTrustLists(table),
      partners: dynamoPartners(table),
      keys,
      signer,
      clock,
      registry: {
        issuer: environment.REGISTRY_ORIGIN,
        name: environment.REGISTRY_NAME,
        country: environment.REGISTRY_COUNTRY,
        verifierOrigins: environment.VERIFIER_ORIGINS,
      },
    }),
    'publish-keys': publishKeys({ keys, signer, clock }),
  },
  { log: environment.LOG },
)
