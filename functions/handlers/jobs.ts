import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { jobHandler } from '#middleware/job-handler.ts'
import { finishPlannedIssues } from '#use-cases/finish-planned-issues.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'

const environment = readEnvironment('jobs')

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const keys = dynamoRegistryKeys(table)
const clock = systemClock

// Both are imported and one is used: a Lambda's bundle is CommonJS, which knows no `await` at its top level.
const signer =
  environment.KEY_FILE === undefined
    ? kmsSigner({ credential: environment.CREDENTIAL_KEY_ID!, qr: environment.QR_KEY_ID! })
    : fileSigner(environment.KEY_FILE)

/** What nobody asks for: started by the scheduler with the name of the job. */
export const handler = jobHandler(
  {
    'finish-planned-issues': finishPlannedIssues({
      issuances: dynamoIssuances(table),
      keys,
      signer,
      clock,
      registry: { verifierOrigins: environment.VERIFIER_ORIGINS },
    }),
    'publish-keys': publishKeys({ keys, signer, clock }),
  },
  { log: environment.LOG },
)
