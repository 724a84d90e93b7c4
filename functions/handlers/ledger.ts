import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCases } from '#adapters/dynamodb/cases.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoSessions } from '#adapters/dynamodb/sessions.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { byTokenOrSession } from '#middleware/authenticators.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { checkRemaining } from '#use-cases/check-remaining.ts'
import { confirmDrawdown } from '#use-cases/confirm-drawdown.ts'
import { correctDrawdown } from '#use-cases/correct-drawdown.ts'
import { deliverDrawdown } from '#use-cases/deliver-drawdown.ts'
import { listCases } from '#use-cases/list-cases.ts'
import { readLedger } from '#use-cases/read-ledger.ts'
import { releaseDrawdown } from '#use-cases/release-drawdown.ts'
import { releaseFromStock } from '#use-cases/release-from-stock.ts'
import { reserveDrawdown } from '#use-cases/reserve-drawdown.ts'
import { returnGoods } from '#use-cases/return-goods.ts'

const environment = readEnvironment('ledger')

/** Who is suspended, or a key that has ended, is nobody after this long. */
const rememberSeconds = 2

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
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
const limits = environment.LIMITS === 'off' ? noLimits : batchedLimits(dynamoLimits(table, systemClock), systemClock)
const ports = {
  ledger: dynamoLedger(table),
  certificates: dynamoCertificates(table),
  crossUses: dynamoCrossUses(table, systemRandomness),
  cases: dynamoCases(table),
  signatories: dynamoSignatories(table),
  audit: dynamoAudit(table),
  limits,
  clock: systemClock,
  randomness: systemRandomness,
  registry: { issuer: environment.REGISTRY_ORIGIN },
}

/** What is drawn on certificates. Signs nothing. */
export const handler = httpHandler(
  'ledger',
  {
    'reserve-drawdown': reserveDrawdown(ports),
    'confirm-drawdown': confirmDrawdown(ports),
    'deliver-drawdown': deliverDrawdown(ports),
    'release-drawdown': releaseDrawdown(ports),
    'return-goods': returnGoods(ports),
    'correct-drawdown': correctDrawdown(ports),
    'release-from-stock': releaseFromStock(ports),
    'read-ledger': readLedger(ports),
    'check-remaining': checkRemaining(ports),
    'list-cases': listCases(ports),
  },
  { log: environment.LOG, authenticators, limits },
)
