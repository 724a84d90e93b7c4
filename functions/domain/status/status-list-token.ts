import type { Registry } from '#schemas/keys.ts'
import { statusListPayload, statusListTyp, type StatusListPayload } from '#schemas/status-list.ts'
import { toBase64url, toUtf8, type Bytes } from '../bytes.ts'
import { canonicalBytes, readCanonicalJson } from '../canonical-json.ts'
import { statusListUri } from '../certificate/status-reference.ts'
import { webCryptography, type Cryptography } from '../cryptography.ts'
import { readStrictJws } from '../jws/strict-jws.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { inflateBits } from './status-bits.ts'

const lifetime = 7 * 86_400
const freshFor = 300
/** A full list in which nobody could guess any entry is shorter than this, and just fits in an item of DynamoDB. */
export const longestToken = 400_000

/** A status list whose signature verified. */
export interface ReadStatusList {
  readonly issuer: string
  readonly uri: string
  readonly seq: number
  readonly issuedAt: number
  readonly expiresAt: number
  readonly bits: Uint8Array
}

/** What the status key signs for one edition of a list. */
export function statusListPayloadOf(edition: {
  issuer: string
  list: number
  seq: number
  now: number
  lst: string
}): StatusListPayload {
  const { issuer, list, seq, now, lst } = edition
  return {
    exp: now + lifetime,
    iat: now,
    iss: issuer,
    seq,
    status_list: { bits: 2, lst },
    sub: statusListUri(issuer, list),
    ttl: freshFor,
  }
}

export function statusListSigningInput(kid: string, payload: StatusListPayload): Bytes {
  const header = toBase64url(canonicalBytes({ alg: 'ES256', kid, typ: statusListTyp }))
  return toUtf8(`${header}.${toBase64url(canonicalBytes(payload))}`)
}

// A phone looks up hundreds of certificates in one list, and reading it costs milliseconds.
const read = new Map<string, Promise<ReadStatusList>>()
const mostKept = 8

/**
 * Reads a status list token by the same strict profile as a credential, with a status key of the registry that it names.
 * The age is not judged here. Throws CheckFailure: codes of the strict profile, `kid-unknown`, `key-use-not-allowed`,
 * `key-revoked`, `key-expired`, `signature-invalid`, `issuer-key-mismatch` or `status-invalid`.
 */
export function readStatusList(
  token: string,
  registries: readonly Registry[],
  cryptography: Cryptography = webCryptography,
): Promise<ReadStatusList> {
  // Keys are part of the name: a token that was good by other keys is another question.
  const name = `${registries.map(({ issuer, keys }) => `${issuer} ${keys.map(({ kid, state }) => `${kid} ${state}`).join()}`).join()} ${token}`
  const known = read.get(name)
  if (known !== undefined) return known
  if (read.size >= mostKept) read.clear()
  const answer = readAnew(token, registries, cryptography)
  read.set(name, answer)
  answer.catch(() => read.delete(name))
  return answer
}

async function readAnew(
  token: string,
  registries: readonly Registry[],
  cryptography: Cryptography,
): Promise<ReadStatusList> {
  const jws = readStrictJws(token, statusListTyp, longestToken)
  const found = registries
    .flatMap((registry) => registry.keys.map((key) => ({ registry, key })))
    .find(({ key }) => key.kid === jws.kid)
  if (found === undefined) throw new CheckFailure('kid-unknown')
  if (found.key.use !== 'status') throw new CheckFailure('key-use-not-allowed', { use: found.key.use })
  if (!(await cryptography.verifyEs256(found.key.jwk, jws.signingInput, jws.signature)))
    throw new CheckFailure('signature-invalid')
  const parsed = statusListPayload.safeParse(readCanonicalJson(jws.payloadBytes))
  if (!parsed.success) throw new CheckFailure('status-invalid')
  const { iss, iat, exp, sub, seq, status_list: list } = parsed.data
  if (iss !== found.registry.issuer || !sub.startsWith(`${iss}/status-lists/`))
    throw new CheckFailure('issuer-key-mismatch')
  // Status has no record to fall back on: a list signed by a key that somebody else holds is worth nothing.
  if (found.key.state === 'compromised') throw new CheckFailure('key-revoked', { kid: found.key.kid })
  if (iat < found.key.notBefore || iat > found.key.notAfter)
    throw new CheckFailure('key-expired', { kid: found.key.kid })
  return { issuer: iss, uri: sub, seq, issuedAt: iat, expiresAt: exp, bits: await inflateBits(list.lst) }
}
