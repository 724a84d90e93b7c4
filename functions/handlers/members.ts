import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { dynamoLimits } from '#adapters/dynamodb/limits.ts'
import { dynamoMemberActs } from '#adapters/dynamodb/member-acts.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoPeople } from '#adapters/dynamodb/people.ts'
import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { openTable } from '#adapters/dynamodb/table.ts'
import { batchedLimits, noLimits } from '#adapters/memory/limits.ts'
import { rememberedOrganisations } from '#adapters/memory/organisations.ts'
import { rememberedRegistryKeys } from '#adapters/memory/registry-keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { systemClock } from '#adapters/system/clock.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { webDomainProofs } from '#adapters/web/domain-proofs.ts'
import { byTokenOrSession } from '#middleware/authenticators.ts'
import { dynamoSessions } from '#adapters/dynamodb/sessions.ts'
import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'
import { addKey } from '#use-cases/add-key.ts'
import { changeOrganisation } from '#use-cases/change-organisation.ts'
import { decideApproval } from '#use-cases/decide-approval.ts'
import { endKey } from '#use-cases/end-key.ts'
import { getOrganisation } from '#use-cases/get-organisation.ts'
import { invitePerson } from '#use-cases/invite-person.ts'
import { listApprovals } from '#use-cases/list-approvals.ts'
import { listCertificates } from '#use-cases/list-certificates.ts'
import { listOrganisations } from '#use-cases/list-organisations.ts'
import { listPeople } from '#use-cases/list-people.ts'
import { proveDomain } from '#use-cases/prove-domain.ts'
import { readAudit } from '#use-cases/read-audit.ts'
import { registerOrganisation } from '#use-cases/register-organisation.ts'
import { removePerson } from '#use-cases/remove-person.ts'
import { viewCertificate } from '#use-cases/view-certificate.ts'
import { vouchIdentity } from '#use-cases/vouch-identity.ts'

const environment = readEnvironment('members')

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
const { LOCAL_PROOF_PORT: localPort } = environment
const ports = {
  certificates: dynamoCertificates(table),
  organisations: dynamoOrganisations(table),
  people,
  memberActs: dynamoMemberActs(table),
  signatories: dynamoSignatories(table),
  domainProofs: webDomainProofs({ localPort: localPort === undefined ? undefined : Number(localPort) }),
  audit: dynamoAudit(table),
  limits,
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
    'register-organisation': registerOrganisation(ports),
    'list-organisations': listOrganisations(ports),
    'get-organisation': getOrganisation(ports),
    'change-organisation': changeOrganisation(ports),
    'vouch-identity': vouchIdentity(ports),
    'prove-domain': proveDomain(ports),
    'add-key': addKey(ports),
    'end-key': endKey(ports),
    'list-people': listPeople(ports),
    'invite-person': invitePerson(ports),
    'remove-person': removePerson(ports),
    'list-approvals': listApprovals(ports),
    'decide-approval': decideApproval(ports),
    'read-audit': readAudit(ports),
    'list-certificates': listCertificates(ports),
    'view-certificate': viewCertificate(ports),
  },
  { log: environment.LOG, authenticators, limits },
)
