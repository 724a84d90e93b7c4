import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence, Presented, RegistryRecord } from '#schemas/evidence.ts'
import type { Registry } from '#schemas/keys.ts'
import type { Input, Output } from '#schemas/operations.ts'
import type { SignatoryPasskey } from '#schemas/person.ts'
import { anonymous, type Principal } from '#schemas/principal.ts'
import { recordRead } from '#domain/audit/audit-entry.ts'
import { nobodysId } from '#domain/certificate/certificate-id.ts'
import { readIssueRequest } from '#domain/certificate/issue-request.ts'
import { signatoryOrganisationOf } from '#domain/certificate/signatory-organisation.ts'
import { statementKindOf, storedSubject } from '#domain/certificate/stored-credential.ts'
import { webCryptography, type Cryptography } from '#domain/cryptography.ts'
import { RegistryError } from '#domain/errors.ts'
import { registryOf } from '#domain/trust/trust-list.ts'
import { checkSignatory, readSignedStatement } from '#domain/verification/check-signatory.ts'
import { claimedIdentity, type ClaimedIdentity } from '#domain/verification/claimed-identity.ts'
import { claimedIssuer } from '#domain/verification/claimed-issuer.ts'
import type { Audit } from '#ports/audit.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Clock } from '#ports/clock.ts'
import type { Organisations } from '#ports/organisations.ts'
import type { People } from '#ports/people.ts'
import type { PartnerRegistries } from '#ports/partner-registries.ts'
import type { Partners } from '#ports/partners.ts'
import type { Randomness } from '#ports/randomness.ts'
import type { RegistryKeys } from '#ports/registry-keys.ts'

export interface GatherEvidenceNeeds {
  readonly certificates: Pick<Certificates, 'find'>
  readonly organisations: Organisations
  readonly people: Pick<People, 'findPasskey'>
  readonly keys: Pick<RegistryKeys, 'list'>
  readonly audit: Pick<Audit, 'record'>
  readonly randomness: Randomness
  /** The other registries that this one trusts, and a way to ask them; without it, it trusts none. */
  readonly trusted?: { readonly partners: Pick<Partners, 'list'>; readonly registries: PartnerRegistries } | undefined
  readonly clock: Clock
  readonly registry: { readonly issuer: string; readonly name: string; readonly verifierOrigins: readonly string[] }
  readonly country: string
  readonly cryptography?: Cryptography | undefined
}

const notReached = { found: 'not-reached' } as const

/**
 * Gathers what a verifier needs to judge what it holds.
 *
 * 1. Read the published keys, and those of the registries that this one trusts.
 * 2. Read which certificate is claimed; nothing of the claim is believed yet.
 * 3. Find its record. The signed request, which repeats the statement, goes only to who presents that very credential;
 *    who presents the QR code learns whether the request's signature verified here.
 * 4. If it is a member of the registry who asks, tell the audit: a certificate that was presented is one that was read.
 * 5. If a key of another trusted registry is named instead, the facts are that registry's to give.
 *
 * `operation` is the one that was asked for. A store that cannot be reached, for reading or for telling the audit, is a missing fact
 * and not a failure: the answer says so, and no verdict becomes valid by it.
 */
export function gatherEvidence(needs: GatherEvidenceNeeds) {
  return async (
    { body: { presented } }: Input<'gather-evidence'>,
    caller: Principal = anonymous,
    operation: 'gather-evidence' | 'verify' = 'gather-evidence',
  ): Promise<Output<'gather-evidence'>> => {
    const asOf = needs.clock.now()
    const claimed = await claimedIdentity(
      presented,
      needs.registry.verifierOrigins,
      needs.cryptography ?? webCryptography,
    )
    const [registries, facts] = await Promise.all([
      // All or none: with a part of them, a certificate of the rest would look forged.
      reached(() => trustedRegistries(needs, asOf), []),
      reached(
        () => findRecord(needs, presented, claimed ?? { id: nobodysId }, asOf, { caller, operation }),
        nothingReached,
      ),
    ])
    const issuer = claimedIssuer(presented, registries)
    if (needs.trusted === undefined || issuer === undefined || issuer === needs.registry.issuer)
      return { registries, ...facts }
    return { registries, ...(await factsOfPartner(needs.trusted.registries, issuer, presented)) }
  }
}

type Facts = Pick<Evidence, 'record' | 'signatory' | 'statusList'>

const nothingReached: Facts = { record: notReached, signatory: notReached }

function noRecord(asOf: number): Facts {
  return { record: { found: 'no', asOf }, signatory: { found: 'no', asOf } }
}

/** Only an unreachable store is swallowed; a defect stays one. */
async function reached<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'store-unavailable') return otherwise
    throw error
  }
}

/** Its keys and its word on which registries to trust are ours to say; only what it knows of its certificate is taken. */
async function factsOfPartner(partners: PartnerRegistries, issuer: string, presented: Presented): Promise<Facts> {
  const answer = await partners.evidence(issuer, presented)
  if (answer === undefined) return nothingReached
  const { record, signatory, statusList } = answer
  return { record, signatory, ...(statusList === undefined ? {} : { statusList }) }
}

/** This registry, and the partners that do not pretend to be it. */
async function trustedRegistries(needs: GatherEvidenceNeeds, asOf: number): Promise<Registry[]> {
  const [own, partners] = await Promise.all([registryNow(needs, asOf), needs.trusted?.partners.list() ?? []])
  const others = partners.filter(({ issuer }) => issuer !== own.issuer)
  return [own, ...others.map((partner) => registryOf(partner, asOf))]
}

async function registryNow({ keys, registry }: GatherEvidenceNeeds, asOf: number): Promise<Registry> {
  return {
    issuer: registry.issuer,
    name: registry.name,
    verifierOrigins: [...registry.verifierOrigins],
    keys: await keys.list(),
    asOf,
  }
}

async function findRecord(
  needs: GatherEvidenceNeeds,
  presented: Presented,
  claimed: ClaimedIdentity,
  asOf: number,
  { caller, operation }: { caller: Principal; operation: string },
): Promise<Facts> {
  const certificate = await needs.certificates.find(claimed.id)
  if (certificate === undefined) return noRecord(asOf)
  if (caller.kind !== 'anonymous')
    await recordRead(needs, { operation, reader: caller, subject: certificate.id, certificate })
  const record: RegistryRecord = {
    id: certificate.id,
    sth: certificate.sth,
    status: certificate.status,
    statusSince: certificate.statusSince,
    issuedAt: certificate.issuedAt,
    kind: statementKindOf(certificate),
    issuerCountry: needs.country,
    validFrom: certificate.validFrom,
    validUntil: certificate.validUntil,
  }
  if ('id' in presented) return { record: { found: 'yes', asOf, fact: record }, signatory: notReached }

  const signatory = await findSignatory(needs, certificate, asOf)
  if ('credential' in presented) {
    // Another statement under the same id is a forgery: its bearer learns nothing of the real one.
    const holdsIt = claimed.sth === certificate.sth
    return { record: { found: 'yes', asOf, fact: record }, signatory: holdsIt ? signatory : { found: 'no', asOf } }
  }
  // Who made up a code around a known id is told no more than who typed the id.
  const known = claimed.qrDigits === certificate.qrDigits
  const fact = known ? await withSignatory(needs, record, certificate, signatory) : record
  return { record: { found: 'yes', asOf, fact }, signatory: notReached }
}

async function findSignatory(
  { organisations, people }: GatherEvidenceNeeds,
  certificate: Certificate,
  asOf: number,
): Promise<Evidence['signatory']> {
  const [organisation, keys] = await Promise.all([
    organisations.find(certificate.organisation),
    organisations.keysOf(certificate.organisation),
  ])
  if (organisation === undefined) return { found: 'no', asOf }
  const { request, issuedAt, signedBy: person } = certificate
  const seen = signatoryOrganisationOf(organisation, issuedAt)
  if (person === undefined) return { found: 'yes', asOf, fact: { request, organisation: seen, keys } }
  const passkeys = await passkeysNamedIn(request, people)
  return { found: 'yes', asOf, fact: { request, organisation: seen, keys: [], passkeys, person } }
}

/** The one that signed. What else the person has, and how it calls it, is nobody's business. */
async function passkeysNamedIn(request: string, people: GatherEvidenceNeeds['people']): Promise<SignatoryPasskey[]> {
  const signed = readIssueRequest(request)
  const found = signed.by === 'passkey' ? await people.findPasskey(signed.credentialId) : undefined
  if (found === undefined) return []
  const { label: _label, ...passkey } = found
  return [passkey]
}

async function withSignatory(
  { cryptography = webCryptography }: GatherEvidenceNeeds,
  record: RegistryRecord,
  certificate: Certificate,
  signatory: Evidence['signatory'],
): Promise<RegistryRecord> {
  if (signatory.found !== 'yes') return record
  const evidence: Evidence = { registries: [], record: notReached, signatory }
  const { outcome } = checkSignatory(
    storedSubject(certificate),
    evidence,
    await readSignedStatement(evidence, cryptography),
  )
  const { id, name, country, vouched } = signatory.fact.organisation
  const confirmed = outcome === 'pass'
  return { ...record, signatory: { organisation: id, name, country, ...(vouched && { vouched }), confirmed } }
}
