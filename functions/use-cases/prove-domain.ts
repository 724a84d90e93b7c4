import { proofPath, proofRecordName } from '#schemas/domain-proof.ts'
import type { DomainProof } from '#schemas/organisation.ts'
import type { Input, Output } from '#schemas/operations.ts'
import { policies } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import { reaches } from '#domain/access/allow.ts'
import { actorOf } from '#domain/audit/audit-entry.ts'
import { RegistryError } from '#domain/errors.ts'
import { documentFault, recordsFault } from '#domain/members/domain-proof.ts'
import { notAllowed, organisationUnknown } from '#domain/members/refusals.ts'
import { unsignedDeed } from '#domain/members/unsigned-deed.ts'
import type { Clock } from '#ports/clock.ts'
import type { DomainProofs, ProofFailure } from '#ports/domain-proofs.ts'
import type { MemberActs } from '#ports/member-acts.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { Randomness } from '#ports/randomness.ts'

export interface ProveDomainNeeds {
  readonly organisations: Pick<Organisations, 'find' | 'keysOf'>
  readonly memberActs: Pick<MemberActs, 'apply'>
  readonly domainProofs: DomainProofs
  readonly clock: Clock
  readonly randomness: Randomness
  readonly registry: { readonly issuer: string }
}

const mostDomains = 20

/**
 * Looks whether a domain says that it belongs to the organisation.
 *
 * 1. Another's organisation and none are the same answer.
 * 2. Fetch what the domain publishes: from public addresses only, bounded in time and size; nothing of it is told.
 * 3. It must name this registry, the organisation and none but its keys.
 * 4. Store the proof with audit event and log leaf; a later one takes the place of an earlier one of the same domain.
 */
export function proveDomain(needs: ProveDomainNeeds) {
  return async (
    { organisation: id, body: { domain, method } }: Input<'prove-domain'>,
    caller: Member,
  ): Promise<Output<'prove-domain'>> => {
    if (!reaches(policies['prove-domain'], caller, id)) throw organisationUnknown()
    const before = await needs.organisations.find(id)
    if (before === undefined) throw organisationUnknown()
    const others = (before.domains ?? []).filter((known) => known.domain !== domain)
    if (others.length >= mostDomains) throw notAllowed(`An organisation has ${mostDomains} domains here at most.`)
    const fault = await faultOf(needs, { domain, method }, id)
    if (fault !== undefined) throw new RegistryError('domain-not-proved', fault)

    const provedAt = needs.clock.now()
    const after = { ...before, domains: [...others, { domain, method, provedAt }], version: before.version + 1 }
    const changes = [{ kind: 'organisation', before, after }] as const
    const deed = { operation: 'prove-domain', actor: actorOf(caller), subject: id, changes }
    await needs.memberActs.apply(await unsignedDeed(deed, needs))
    return after
  }
}

type Question = Pick<DomainProof, 'domain' | 'method'>

/** Why the domain proves nothing, or undefined if it does. */
async function faultOf(needs: ProveDomainNeeds, { domain, method }: Question, organisation: string) {
  const keys = new Set((await needs.organisations.keysOf(organisation)).map(({ kid }) => kid))
  const claim = { registry: needs.registry.issuer, organisation, keys }
  if (method === 'WELL_KNOWN') {
    const read = await needs.domainProofs.document(domain)
    return 'failure' in read ? failures(domain)[read.failure] : documentFault(read.text, claim)
  }
  const read = await needs.domainProofs.records(proofRecordName(domain))
  return recordsFault('failure' in read ? [] : read.records, domain, claim)
}

const failures = (domain: string): Readonly<Record<ProofFailure, string>> => ({
  'name-unknown': `The name ${domain} has no address in DNS. Correct it, or wait until DNS knows it.`,
  'address-not-public': `An address of ${domain} is not one of the public internet. Let the name lead to public addresses only.`,
  'not-reached': `No answer came from https://${domain}${proofPath} within five seconds, with a certificate for that name.`,
  'other-status': `https://${domain}${proofPath} did not answer with status 200. Publish the document there itself: no redirect is followed.`,
  'too-large': `The document at https://${domain}${proofPath} is larger than 16 KiB. Publish the three members, and nothing else.`,
})
