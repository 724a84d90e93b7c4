import type { OrganisationRole } from '#schemas/organisation.ts'
import type { Member } from '#schemas/principal.ts'

const aSession = { digest: 'A'.repeat(43), csrf: 'A'.repeat(43), startedAt: 0, expiresAt: 2_000_000_000 }

/** A machine of an organisation; with `person` a person of it. */
export function aMember(organisation: string, role: OrganisationRole, person?: string): Member {
  const who = { organisation, roles: [role] }
  return person === undefined
    ? { kind: 'machine', ...who, kid: 'A'.repeat(43) }
    : { kind: 'person', ...who, person, duties: [], session: aSession }
}
