import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { dynamoUsedAssertions } from '#adapters/dynamodb/used-assertions.ts'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { requestToken } from '#use-cases/request-token.ts'

const environment = readEnvironment('access')

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })

// Both are imported and one is used: a Lambda's bundle is CommonJS, which knows no `await` at its top level.
const signer =
  environment.KEY_FILE === undefined
    ? kmsSigner({ access: environment.ACCESS_KEY_ID! })
    : fileSigner(environment.KEY_FILE)

/** Signs people and machines in: the only one that makes access tokens and sessions. */
export const handler = httpHandler(
  'access',
  {
    'request-token': requestToken({
      organisations: dynamoOrganisations(table),
      usedAssertions: dynamoUsedAssertions(table),
      signer,
      clock: systemClock,
      randomness: systemRandomness,
      registry: { issuer: environment.REGISTRY_ORIGIN },
    }),
  },
  { log: environment.LOG },
)
