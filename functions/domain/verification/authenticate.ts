import type { CredentialPayload } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import type { KeyUse } from '#schemas/keys.ts'
import type { Check, CheckCode, CheckName } from '#schemas/verdict.ts'
import { equalBytes, fromBase64url, toBase64url } from '../bytes.ts'
import { parseCanonicalJson, readText } from '../canonical-json.ts'
import { readCredential, readCredentialPayload } from '../certificate/credential.ts'
import type { Cryptography } from '../cryptography.ts'
import { hintLength } from '../qr/cose-sign1.ts'
import { decodeSummary } from '../qr/qr-summary.ts'
import { digitsOfQr, readQrDigits } from '../qr/read-qr.ts'
import { CheckFailure } from './check-failure.ts'
import { subjectOfCredential, subjectOfQr, type KeyInRegistry, type Subject } from './subject.ts'

export interface Authenticated {
  readonly checks: Check[]
  /** Present only if the signature verified: nothing of a payload is used or shown before. */
  readonly subject?: Subject
}

/**
 * Form, signature, issuer key; the order of security.md section 6, the first failure ends it. The signature is verified
 * (in a browser by another thread) while the payload is read, which counts for nothing until the signature is known to be
 * good.
 */
export async function authenticateCredential(
  text: string,
  evidence: Evidence,
  cryptography: Cryptography,
): Promise<Authenticated> {
  return authenticate(async (step) => {
    const jws = step('form', () => readCredential(text))
    const found = step('issuer-key', () => keyById(jws.kid, evidence))
    step('issuer-key', () => requireUse(found, 'credential'))
    const verified = cryptography.verifyEs256(found.key.jwk, jws.signingInput, jws.signature)
    const sth = cryptography.sha256(jws.payloadBytes)
    const payload = attempt(() => readPayload(jws.payloadBytes))
    if (!(await verified)) return step('signature', () => rethrow(new CheckFailure('signature-invalid')))
    const { text: payloadText, claims } = step('form', payload)
    step('issuer-key', () => requireIssuer(found, claims.iss))
    const subject = subjectOfCredential(claims, payloadText, toBase64url(await sth))
    step('issuer-key', () => requireWindow(found, subject, evidence))
    return { subject, found }
  })
}

function readPayload(bytes: Uint8Array): { text: string; claims: CredentialPayload } {
  const text = readText(bytes)
  return { text, claims: readCredentialPayload(parseCanonicalJson(text)) }
}

/** Does it now; tells how it went when asked. */
function attempt<T>(act: () => T): () => T {
  try {
    const value = act()
    return () => value
  } catch (error) {
    return () => rethrow(error)
  }
}

export async function authenticateQr(
  text: string,
  evidence: Evidence,
  cryptography: Cryptography,
): Promise<Authenticated> {
  return authenticate(async (step) => {
    const origins = evidence.registries.flatMap((registry) => registry.verifierOrigins)
    // Without any registry there is nothing to trust an address by: that is a missing fact, not a forged code.
    const digits = step('form', () => digitsOfQr(text, evidence.registries.length === 0 ? [originOf(text)] : origins))
    const sign1 = step('form', () => readQrDigits(digits))
    const candidates = step('issuer-key', () => keysByHint(sign1.keyHint, evidence))
    const found = await firstThatVerified(candidates, sign1.signingInput, sign1.signature, cryptography)
    if (found === undefined) return step('signature', () => rethrow(new CheckFailure('signature-invalid')))
    const summary = step('form', () => decodeSummary(sign1.payload))
    const subject = subjectOfQr(summary, found.registry.issuer)
    step('issuer-key', () => requireWindow(found, subject, evidence))
    return { subject, found }
  })
}

type Step = <T>(name: CheckName, act: () => T) => T

/** Runs the steps and turns the outcome into the three checks. */
async function authenticate(
  steps: (step: Step) => Promise<{ subject: Subject; found: KeyInRegistry }>,
): Promise<Authenticated> {
  let at: CheckName = 'form'
  const step: Step = (name, act) => {
    at = name
    return act()
  }
  try {
    const { subject, found } = await steps(step)
    const { registry, key } = found
    return {
      subject,
      checks: [
        { name: 'form', outcome: 'pass', code: 'form-ok', required: true, basis: 'computed' },
        { name: 'signature', outcome: 'pass', code: 'signature-ok', required: true, basis: 'computed' },
        {
          name: 'issuer-key',
          outcome: 'pass',
          code: key.state === 'compromised' ? 'key-compromised-but-recorded' : 'issuer-key-ok',
          required: true,
          basis: 'computed',
          asOf: registry.asOf,
          facts: { issuer: registry.issuer, registry: registry.name, kid: key.kid },
        },
      ],
    }
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    return { checks: [failed(at, error)] }
  }
}

const missingFacts: readonly CheckCode[] = ['keys-missing', 'key-compromised-record-needed']

function failed(name: CheckName, { code, facts }: CheckFailure): Check {
  const outcome = missingFacts.includes(code) ? 'unknown' : 'fail'
  return { name, outcome, code, required: true, basis: 'computed', ...(facts === undefined ? {} : { facts }) }
}

function rethrow(error: unknown): never {
  throw error
}

function keyById(kid: string, { registries }: Evidence): KeyInRegistry {
  const found = allKeys(registries).find(({ key }) => key.kid === kid)
  if (found === undefined) throw new CheckFailure(registries.length === 0 ? 'keys-missing' : 'kid-unknown')
  return found
}

/** All QR keys whose thumbprint begins with the hint: eight bytes can collide, so each is tried (formats.md 0). */
function keysByHint(hint: Uint8Array, { registries }: Evidence): KeyInRegistry[] {
  if (registries.length === 0) throw new CheckFailure('keys-missing')
  const found = allKeys(registries).filter(({ key }) =>
    equalBytes(fromBase64url(key.kid)?.slice(0, hintLength) ?? new Uint8Array(), hint),
  )
  if (found.length === 0) throw new CheckFailure('kid-unknown')
  const usable = found.filter(({ key }) => key.use === 'qr')
  if (usable.length === 0) throw new CheckFailure('key-use-not-allowed')
  return usable
}

const allKeys = (registries: Evidence['registries']): KeyInRegistry[] =>
  registries.flatMap((registry) => registry.keys.map((key) => ({ registry, key })))

async function firstThatVerified(
  candidates: readonly KeyInRegistry[],
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  cryptography: Cryptography,
): Promise<KeyInRegistry | undefined> {
  for (const candidate of candidates) {
    if (await cryptography.verifyEs256(candidate.key.jwk, bytes, signature)) return candidate
  }
  return undefined
}

function requireUse({ key }: KeyInRegistry, use: KeyUse): void {
  if (key.use !== use) throw new CheckFailure('key-use-not-allowed', { use: key.use })
}

/** A key of one trusted registry must not speak for another. */
function requireIssuer({ registry }: KeyInRegistry, issuer: string): void {
  if (registry.issuer !== issuer) throw new CheckFailure('issuer-key-mismatch', { issuer, keyOf: registry.issuer })
}

/**
 * The key must have been in force when it signed. What a compromised key signed could be back-dated by who stole it; so
 * only the registry's own record, of the same content and from before, saves a certificate of that key (product.md).
 */
function requireWindow({ key }: KeyInRegistry, { id, sth, issuedAt }: Subject, { record }: Evidence): void {
  const facts = { kid: key.kid, issuedAt }
  if (issuedAt < key.notBefore || issuedAt > key.notAfter) throw new CheckFailure('key-expired', facts)
  if (key.state !== 'compromised') return
  const since = key.compromisedSince ?? key.notBefore
  if (issuedAt >= since) throw new CheckFailure('key-revoked', { ...facts, since })
  if (record.found === 'not-reached') throw new CheckFailure('key-compromised-record-needed', { ...facts, since })
  const recorded =
    record.found === 'yes' && record.fact.id === id && record.fact.sth === sth && record.fact.issuedAt < since
  if (!recorded) throw new CheckFailure('key-revoked', { ...facts, since })
}

function originOf(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf('/#')))
}
