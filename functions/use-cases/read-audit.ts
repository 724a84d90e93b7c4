import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { reaches, relationsOf } from '#domain/access/allow.ts'
import { requireReach } from '#domain/access/require-reach.ts'
import { openCursor, sealCursor } from '#domain/access/cursor.ts'
import { recordRead, withoutForeignPeople } from '#domain/audit/audit-entry.ts'
import { nobodysId, parseCertificateId } from '#domain/certificate/certificate-id.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Audit } from '#ports/audit.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { CursorSecret } from '#ports/cursor-secret.ts'
import type { PageAsked } from '#ports/page.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ReadAuditNeeds {
  readonly audit: Audit
  readonly certificates: Pick<Certificates, 'find'>
  readonly cursorSecret: CursorSecret
  readonly clock: Clock
  readonly randomness: Randomness
}

const pageSize = 50
const policy = policies['read-audit']

/**
 * Tells who did and who read what, the newest first.
 *
 * 1. Find out whose audit is asked for, and that the caller may read it: of its own organisation, or of a certificate that
 *    it holds; an authority of any. Of a certificate its holder is told what is shown to holders, and no person of others.
 * 2. Read a page, from where the cursor says.
 * 3. Tell the audit that it was read, then the caller.
 */
export function readAudit(needs: ReadAuditNeeds) {
  return async (
    { organisation, certificate, cursor }: Input<'read-audit'>,
    caller: Member,
  ): Promise<Output<'read-audit'>> => {
    const { subject, read } =
      certificate === undefined
        ? ofOrganisation(needs, organisation ?? caller.organisation, caller)
        : await ofCertificate(needs, certificate, caller)
    const secret = await needs.cursorSecret.read()
    const scope = {
      operation: 'read-audit',
      organisation: caller.organisation,
      filters: { organisation, certificate },
    }
    const after = cursor && (await openCursor(secret, scope, cursor))
    const { items, next } = await read({ after, limit: pageSize })
    await recordRead(needs, { operation: 'read-audit', reader: caller, subject })
    return {
      events: [...items],
      ...(next !== undefined && { next: await sealCursor(secret, scope, next) }),
    }
  }
}

interface Asked {
  readonly subject: string
  readonly read: (asked: PageAsked) => ReturnType<Audit['ofOrganisation']>
}

function ofOrganisation({ audit }: ReadAuditNeeds, organisation: string, caller: Member): Asked {
  requireReach(policy, caller, organisation)
  return { subject: organisation, read: (asked) => audit.ofOrganisation(organisation, asked) }
}

/** Throws RegistryError `certificate-unknown`, also for another's certificate. */
async function ofCertificate({ audit, certificates }: ReadAuditNeeds, text: string, caller: Member): Promise<Asked> {
  const found = await certificates.find(parseCertificateId(text) ?? nobodysId)
  if (found === undefined || !reaches(policy, caller, found.organisation))
    throw new RegistryError(
      'certificate-unknown',
      'Your organisation has no certificate with this number. Compare it with the paper, character by character.',
    )
  const { id: subject, organisation } = found
  // By the role and not by whose it is: an authority sees all of it, of its own certificates too.
  if (relationsOf(policy, caller).has('any')) return { subject, read: (asked) => audit.ofCertificate(subject, asked) }
  const read = async (asked: PageAsked) => {
    const page = await audit.shownToHolder(subject, asked)
    return { ...page, items: page.items.map((event) => withoutForeignPeople(event, organisation)) }
  }
  return { subject, read }
}
