import { dynamoCeremonies } from '#adapters/dynamodb/ceremonies.ts'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoSessions } from '#adapters/dynamodb/sessions.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { webauthnAuthenticators } from '#adapters/webauthn/authenticators.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { dynamoUsedAssertions } from '#adapters/dynamodb/used-assertions.ts'
import { kmsSigner } from '#adapters/kms/signer.ts'
import { fileSigner } from '#adapters/local-keys/signer.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { byTokenOrSession } from '#middleware/authenticators.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { endSession } from '#use-cases/end-session.ts'
import { finishPasskey } from '#use-cases/finish-passkey.ts'
import { finishSignIn } from '#use-cases/finish-sign-in.ts'
import { getSession } from '#use-cases/get-session.ts'
import { removePasskey } from '#use-cases/remove-passkey.ts'
import { requestToken } from '#use-cases/request-token.ts'
import { startPasskey } from '#use-cases/start-passkey.ts'
import { startSignIn } from '#use-cases/start-sign-in.ts'

const environment = readEnvironment('access')

/** Who is suspended, or a key that has ended, is nobody after this long. */
const rememberSeconds = 2

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const limits = environment.LIMITS === 'off' ? noLimits : batchedLimits(dynamoLimits(table, systemClock), systemClock)
const remembered = rememberedOrganisations(dynamoOrganisations(table), systemClock, rememberSeconds)
const registryKeys = rememberedRegistryKeys(dynamoRegistryKeys(table), systemClock, rememberSeconds)
const people = dynamoPeople(table)
const sessions = dynamoSessions(table)
const authenticators = byTokenOrSession({
  clock: systemClock,
  issuer: environment.REGISTRY_ORIGIN,
  cryptography: nodeCryptography,
  registryKeys,
  organisations: remembered,
  sessions,
  people,
})

// Both are imported and one is used: a Lambda's bundle is CommonJS, which knows no `await` at its top level.
const signer =
  environment.KEY_FILE === undefined
    ? kmsSigner({ access: environment.ACCESS_KEY_ID! })
    : fileSigner(environment.KEY_FILE)

const ports = {
  organisations: dynamoOrganisations(table),
  people,
  sessions,
  memberActs: dynamoMemberActs(table),
  signatories: dynamoSignatories(table),
  ceremonies: dynamoCeremonies(table),
  authenticators: webauthnAuthenticators({ issuer: environment.REGISTRY_ORIGIN, name: environment.REGISTRY_NAME }),
  clock: systemClock,
  randomness: systemRandomness,
}

/** Signs people and machines in: the only one that makes access tokens and sessions. */
export const handler = httpHandler(
  'access',
  {
    'request-token': requestToken({
      organisations: dynamoOrganisations(table),
      usedAssertions: dynamoUsedAssertions(table),
      limits,
      signer,
      clock: systemClock,
      randomness: systemRandomness,
      registry: { issuer: environment.REGISTRY_ORIGIN },
    }),
    'start-passkey': startPasskey(ports),
    'finish-passkey': finishPasskey(ports),
    'remove-passkey': removePasskey(ports),
    'start-sign-in': startSignIn(ports),
    'finish-sign-in': finishSignIn(ports),
    'get-session': getSession(ports),
    'end-session': endSession(ports),
  },
  { log: environment.LOG, authenticators, limits },
)
