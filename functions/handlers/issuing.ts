import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { issueCertificate } from '#use-cases/issue-certificate.ts'

const environment = readEnvironment('issuing')

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })

// Both are imported and one is used: a Lambda's bundle is CommonJS, which knows no `await` at its top level.
const signer =
  environment.KEY_FILE === undefined
    ? kmsSigner({ credential: environment.CREDENTIAL_KEY_ID!, qr: environment.QR_KEY_ID! })
    : fileSigner(environment.KEY_FILE)

/** Issues certificates: the only one that callers reach and that may sign. */
export const handler = httpHandler(
  'issuing',
  {
    'issue-certificate': issueCertificate({
      issuances: dynamoIssuances(table),
      organisations: dynamoOrganisations(table),
      certificates: dynamoCertificates(table),
      keys: dynamoRegistryKeys(table),
      signer,
      clock: systemClock,
      randomness: systemRandomness,
      registry: { issuer: environment.REGISTRY_ORIGIN, verifierOrigins: environment.VERIFIER_ORIGINS },
    }),
  },
  { log: environment.LOG },
)
