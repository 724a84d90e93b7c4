import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoPartners } from '#adapters/dynamodb/partners.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedPartners } from '#adapters/memory/partners.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { partnerRegistries } from '#adapters/registry-api/partner-registries.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { byToken } from '#middleware/authenticators.ts'
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { gatherEvidence } from '#use-cases/gather-evidence.ts'
import { verify } from '#use-cases/verify.ts'

const environment = readEnvironment('verification')

/** Keys change once a year, or in an emergency: then a verdict may rest on them this long. A certificate's status is never remembered. */
const rememberSeconds = 2

const table = openTable({ name: environment.TABLE_NAME, endpoint: environment.DYNAMODB_ENDPOINT })
const organisations = rememberedOrganisations(dynamoOrganisations(table), systemClock, rememberSeconds)
const keys = rememberedRegistryKeys(dynamoRegistryKeys(table), systemClock, rememberSeconds)
const authenticators = byToken({
  clock: systemClock,
  issuer: environment.REGISTRY_ORIGIN,
  cryptography: nodeCryptography,
  registryKeys: keys,
  organisations,
})
const limits = environment.LIMITS === 'off' ? noLimits : batchedLimits(dynamoLimits(table, systemClock), systemClock)
const gather = gatherEvidence({
  certificates: dynamoCertificates(table),
  organisations,
  people: dynamoPeople(table),
  keys,
  trusted: {
    partners: rememberedPartners(dynamoPartners(table), systemClock, rememberSeconds),
    registries: partnerRegistries(),
  },
  clock: systemClock,
  audit: dynamoAudit(table),
  randomness: systemRandomness,
  registry: {
    issuer: environment.REGISTRY_ORIGIN,
    name: environment.REGISTRY_NAME,
    verifierOrigins: environment.VERIFIER_ORIGINS,
  },
  country: environment.REGISTRY_COUNTRY,
  cryptography: nodeCryptography,
})

/** Verdicts, and the evidence for those who reach their own. Signs nothing, writes nothing but who of the members asked, and how often who asked. */
export const handler = httpHandler(
  'verification',
  {
    'gather-evidence': gather,
    verify: verify({ gatherEvidence: gather, clock: systemClock, cryptography: nodeCryptography }),
  },
  { log: environment.LOG, authenticators, limits },
)
