import type { Evidence, SignatoryEvidence } from '#schemas/evidence.ts'
import type { PublicJwk } from '#schemas/keys.ts'
import type { SignatoryPerson } from '#schemas/certificate.ts'
import type { SignatoryOrganisation } from '#schemas/organisation.ts'
import type { RsaJwk } from '#schemas/person.ts'
import type { Check, CheckCode, Facts } from '#schemas/verdict.ts'
import { windowOfPasskey, type SigningWindow } from '../acts/find-signer.ts'
import { signedTextFault, type SignedText } from '../acts/signed-text.ts'
import { toBase64url } from '../bytes.ts'
import { readIssueRequest, readRequestHead } from '../certificate/issue-request.ts'
import type { Cryptography } from '../cryptography.ts'
import { CheckFailure } from './check-failure.ts'
import type { Subject } from './subject.ts'

const check = { name: 'signatory', required: true } as const

/** What the importer's organisation is proved to have signed, or why nothing is proved. */
export type SignedStatement =
  | {
      readonly signed: true
      readonly organisation: string
      /** The registry that the request was signed for. */
      readonly audience: string
      readonly digest: string
      readonly statementText: string
      readonly signedAt: number
      /** Who signed, where a person did; as the registry knew it then. */
      readonly person?: SignatoryPerson | undefined
    }
  | { readonly signed: false; readonly code: CheckCode }

/**
 * Verifies the importer's signature over its request, apart from any certificate; so it can run while the credential's
 * own signature is verified. Undefined without evidence. Never rejects for hostile input.
 */
export async function readSignedStatement(
  { signatory }: Evidence,
  cryptography: Cryptography,
): Promise<SignedStatement | undefined> {
  if (signatory.found !== 'yes') return undefined
  const { request, organisation } = signatory.fact
  try {
    const text = readIssueRequest(request)
    const { jwk, window, trusted } = keyOf(text, signatory.fact)
    const digest = cryptography.sha256(text.payloadBytes)
    // Which registry it must have been signed at is compared with the certificate later: as what it was signed for.
    const head = readRequestHead(text.payloadBytes)
    if ((await signedTextFault(text, jwk, head.aud, cryptography)) !== undefined)
      throw new CheckFailure('signature-invalid')
    if (head.iss !== organisation.id) throw new CheckFailure('signatory-mismatch')
    if (!trusted || head.iat < window.notBefore || head.iat > window.notAfter)
      throw new CheckFailure('signatory-invalid')
    return {
      signed: true,
      organisation: organisation.id,
      audience: head.aud,
      digest: toBase64url(await digest),
      statementText: head.statementText,
      signedAt: head.iat,
      ...(text.by === 'passkey' && { person: signatory.fact.person }),
    }
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    const told = error.code === 'signatory-key-unknown' || error.code === 'signatory-mismatch'
    return { signed: false, code: told ? error.code : 'signatory-invalid' }
  }
}

interface SigningKey {
  readonly jwk: PublicJwk | RsaJwk
  readonly window: SigningWindow
  /** Not known to be in other hands. */
  readonly trusted: boolean
}

/** The key or passkey that the text names, if it is one of the organisation, and of the person who is said to have signed. */
function keyOf(text: SignedText, { organisation, keys, passkeys = [], person }: SignatoryEvidence): SigningKey {
  if (text.by === 'key') {
    const key = keys.find(({ kid }) => kid === text.kid)
    if (key === undefined || key.organisation !== organisation.id) throw new CheckFailure('signatory-key-unknown')
    return { jwk: key.jwk, window: key, trusted: key.state !== 'compromised' }
  }
  const passkey = passkeys.find(({ id }) => id === text.credentialId)
  if (passkey === undefined || passkey.organisation !== organisation.id || passkey.person !== person?.id)
    throw new CheckFailure('signatory-key-unknown')
  return { jwk: passkey.jwk, window: windowOfPasskey(passkey), trusted: true }
}

/**
 * That the end user's side signed this very statement: a registry that invents a statement is found out by everybody who
 * holds the credential. Who holds only the QR code has the registry's word, and the verdict says so.
 */
export function checkSignatory(subject: Subject, evidence: Evidence, signed: SignedStatement | undefined): Check {
  const { signatory } = evidence
  if (subject.request === undefined) return confirmedByRegistry(subject, evidence)
  if (signatory.found === 'not-reached')
    return offline(evidence)
      ? notCompared
      : { ...check, outcome: 'unknown', code: 'signatory-unknown', basis: 'computed' }
  if (signatory.found === 'no' || signed === undefined)
    return { ...check, outcome: 'fail', code: 'signatory-key-unknown', basis: 'computed', asOf: signatory.asOf }
  const facts = factsOf(signatory.fact.organisation)
  if (!signed.signed)
    return { ...check, outcome: 'fail', code: signed.code, basis: 'computed', asOf: signatory.asOf, facts }
  const { organisation, registry, digest } = subject.request
  const same =
    organisation === signed.organisation &&
    registry === signed.audience &&
    digest === signed.digest &&
    subject.statementText === signed.statementText
  return same
    ? {
        ...check,
        outcome: 'pass',
        code: 'signatory-ok',
        basis: 'computed',
        asOf: signatory.asOf,
        facts: { ...facts, ...personFacts(signed.person), signedAt: signed.signedAt },
      }
    : { ...check, outcome: 'fail', code: 'signatory-mismatch', basis: 'computed', asOf: signatory.asOf, facts }
}

/** Who signed, and who says so: a name alone proves nothing (domain.md 5.5, trick 11). */
function factsOf({
  id,
  name,
  country,
  vouched,
}: Pick<SignatoryOrganisation, 'id' | 'name' | 'country' | 'vouched'>): Facts {
  const facts = { organisation: id, name, country }
  if (vouched === undefined) return { ...facts, unvouched: true }
  const { byName, at, method, source } = vouched
  return { ...facts, vouchedBy: byName, vouchedAt: at, vouchedHow: method, vouchedOn: source }
}

/** As the registry knew the person when it signed. */
function personFacts(person: SignatoryPerson | undefined): Facts {
  if (person === undefined) return {}
  return { signatory: person.name, title: person.title, mandate: person.mandate.kind }
}

/** Judged by the signed list alone: the registry's signature says that it verified the importer's when it issued. */
const notCompared: Check = {
  ...check,
  required: false,
  outcome: 'skipped',
  code: 'signatory-not-compared',
  basis: 'computed',
}

const offline = ({ record, statusList }: Evidence) => record.found === 'not-reached' && statusList?.found === 'yes'

function confirmedByRegistry({ id }: Subject, evidence: Evidence): Check {
  if (offline(evidence)) return notCompared
  const { record } = evidence
  if (record.found !== 'yes' || record.fact.id !== id || record.fact.signatory === undefined) {
    return { ...check, outcome: 'unknown', code: 'signatory-not-presented', basis: 'reported' }
  }
  const { organisation, confirmed, ...known } = record.fact.signatory
  const facts = factsOf({ id: organisation, ...known })
  return confirmed
    ? {
        ...check,
        outcome: 'pass',
        code: 'signatory-confirmed-by-registry',
        basis: 'reported',
        asOf: record.asOf,
        facts,
      }
    : { ...check, outcome: 'fail', code: 'signatory-invalid', basis: 'reported', asOf: record.asOf, facts }
}
