import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { byBearerToken } from '#middleware/caller.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { listCertificates } from '#use-cases/list-certificates.ts'
import { readAudit } from '#use-cases/read-audit.ts'
import { viewCertificate } from '#use-cases/view-certificate.ts'

const environment = readEnvironment('members')

/** Who is suspended, or a key that has ended, is nobody after this long. */
const rememberSeconds = 2

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const remembered = rememberedOrganisations(dynamoOrganisations(table), systemClock, rememberSeconds)
const registryKeys = rememberedRegistryKeys(dynamoRegistryKeys(table), systemClock, rememberSeconds)
const authenticators = [
  byBearerToken({
    now: () => systemClock.now(),
    issuer: environment.REGISTRY_ORIGIN,
    cryptography: nodeCryptography,
    registryKeys: () => registryKeys.list(),
    organisation: (id) => remembered.find(id),
    keysOf: (id) => remembered.keysOf(id),
  }),
]
const ports = {
  certificates: dynamoCertificates(table),
  organisations: dynamoOrganisations(table),
  audit: dynamoAudit(table),
  cursorSecret: dynamoCursorSecret(table, systemRandomness),
  clock: systemClock,
  randomness: systemRandomness,
  cryptography: nodeCryptography,
  registry: { issuer: environment.REGISTRY_ORIGIN, verifierOrigins: environment.VERIFIER_ORIGINS },
}

/** Organisations, people, keys and what members may read. Signs nothing. */
export const handler = httpHandler(
  'members',
  {
    'read-audit': readAudit(ports),
    'list-certificates': listCertificates(ports),
    'view-certificate': viewCertificate(ports),
  },
  { log: environment.LOG, authenticators },
)
