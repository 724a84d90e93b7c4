import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import { dynamoTrustLists } from '#adapters/dynamodb/trust-lists.ts'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { qrcodeImages } from '#adapters/qrcode/qr-images.ts'
import { systemClock } from '#adapters/system/clock.ts'
import document from '#docs/openapi.json' with { type: 'json' }
import statementSchema from '#docs/schemas/statement-1.json' with { type: 'json' }
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { byToken } from '#middleware/authenticators.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { checkStatement } from '#use-cases/check-statement.ts'
import { getCertificate } from '#use-cases/get-certificate.ts'
import { getOpenapi } from '#use-cases/get-openapi.ts'
import { getRegistry } from '#use-cases/get-registry.ts'
import { getStatementSchema } from '#use-cases/get-statement-schema.ts'
import { getStatusList } from '#use-cases/get-status-list.ts'
import { listProfiles } from '#use-cases/list-profiles.ts'
import { listStatusLists } from '#use-cases/list-status-lists.ts'
import { getTrustList } from '#use-cases/get-trust-list.ts'
import { renderQr } from '#use-cases/render-qr.ts'

const environment = readEnvironment('public')

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
const registry = {
  issuer: environment.REGISTRY_ORIGIN,
  name: environment.REGISTRY_NAME,
  verifierOrigins: environment.VERIFIER_ORIGINS,
}
const clock = systemClock
const statusLists = dynamoStatusLists(table)

/** What everybody may read. Signs nothing, writes nothing but how often who asked. */
export const handler = httpHandler(
  'public',
  {
    'get-registry': getRegistry({ keys: dynamoRegistryKeys(table), clock, registry }),
    'get-openapi': getOpenapi({ document }),
    'get-statement-schema': getStatementSchema({ schema: statementSchema }),
    'get-certificate': getCertificate({
      certificates: dynamoCertificates(table),
      clock,
      country: environment.REGISTRY_COUNTRY,
    }),
    'list-status-lists': listStatusLists({ statusLists, clock, registry }),
    'get-status-list': getStatusList({ statusLists }),
    'get-trust-list': getTrustList({ trustLists: dynamoTrustLists(table) }),
    'list-profiles': listProfiles({ clock }),
    'check-statement': checkStatement({ clock }),
    'render-qr': renderQr({ qrImages: qrcodeImages, verifierOrigins: environment.VERIFIER_ORIGINS }),
  },
  { log: environment.LOG, authenticators, limits },
)
