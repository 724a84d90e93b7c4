import { Tag } from 'cbor2'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import { fromBase64url, fromUtf8, sha256Base64url, toUtf8 } from '#domain/bytes.ts'
import { canonicalBytes, canonicalJson, parseCanonicalJson } from '#domain/canonical-json.ts'
import { readCredential, statementTextIn } from '#domain/certificate/credential.ts'
import { readRequestHead } from '#domain/certificate/issue-request.ts'
import { decodeCbor, encodeCbor } from '#domain/qr/deterministic-cbor.ts'
import { protectedHeader, readSign1, sign1Input } from '#domain/qr/cose-sign1.ts'
import { bytesOfDigits, digitsOf } from '#domain/qr/qr-digits.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import { verify } from '#domain/verification/verify.ts'
import { judgement } from '#test/builders/a-judgement.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aMoment, aWorld, issuer, payloadOf, type World } from '#test/builders/a-world.ts'

const numRuns = process.env['SLOW'] === '1' ? 20_000 : 300

let world: World
let certificate: Certificate
let evidence: Evidence

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  evidence = world.evidenceOf(certificate)
})

/** Strings that look like the seams at which texts are cut. */
const seams = [
  ',"statement":',
  ',"status":',
  '","statement":{"',
  '"}},"status":',
  '\\",\\"statement\\":',
  '}',
  '{',
  '"',
  '\\',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...seams), fc.string({ maxLength: 5 })), { maxLength: 8 })
  .map((parts) => parts.join(''))
const anyStatement = fc.dictionary(
  fc.oneof(fc.constantFrom('statement', 'status', 'iss', ''), text),
  fc.oneof(
    text,
    fc.array(text, { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom('statement', 'status'), text), text, { maxKeys: 3, noNullPrototype: true }),
    fc.integer(),
  ),
  { maxKeys: 5, noNullPrototype: true },
)

describe('the statement that is cut out of signed text', () => {
  it('is the statement, whatever stands in it', () => {
    fc.assert(
      fc.property(anyStatement, text, (statement, reference) => {
        const credential = { ...payloadOf(certificate), statement: { ...statement, reference } }
        const request = { aud: issuer, iat: aMoment, iss: 'mekong-precision', statement: { ...statement, reference } }
        const expected = canonicalJson({ ...statement, reference })
        expect(statementTextIn(canonicalJson(credential))).toBe(expected)
        expect(readRequestHead(canonicalBytes(request))).toEqual({
          aud: issuer,
          iat: aMoment,
          iss: 'mekong-precision',
          statementText: expected,
        })
      }),
      { numRuns },
    )
  })

  it('is never another one than JSON would read: what is not canonical around it is refused', () => {
    const base = canonicalJson({ aud: issuer, iat: aMoment, iss: 'mekong-precision', statement: aStatement() })
    const edit = fc.tuple(fc.nat(120), fc.nat(3), fc.oneof(fc.constantFrom(...seams), fc.string({ maxLength: 3 })))
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let changed = base
        for (const [at, removed, inserted] of edits)
          changed = changed.slice(0, at) + inserted + changed.slice(at + removed)
        const bytes = toUtf8(changed)
        const head = read(() => readRequestHead(bytes))
        if (head === undefined) return
        const { statementText, ...rest } = head
        // What follows the head counts only if it is, letter by letter, the statement of a credential.
        if (read(() => parseCanonicalJson(statementText)) === undefined) return
        expect(canonicalJson(parseCanonicalJson(fromUtf8(bytes)))).toBe(
          canonicalJson({ ...rest, statement: parseCanonicalJson(statementText) }),
        )
      }),
      { numRuns: numRuns * 3 },
    )
  })
})

/** Undefined for what is refused; anything but a CheckFailure is a defect. */
function read<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof CheckFailure) return undefined
    throw error
  }
}

describe('a statement that the importer signed', () => {
  const withRequest = (request: string): Evidence => {
    const { signatory } = evidence
    if (signatory.found !== 'yes') throw new Error('the builder gives a signatory')
    return { ...evidence, signatory: { ...signatory, fact: { ...signatory.fact, request } } }
  }

  it('for another registry is not signed for this one', async () => {
    const payload = {
      aud: 'https://other.example',
      iat: aMoment - 60,
      iss: 'mekong-precision',
      statement: aStatement(),
    }
    const request = await aJws(world.importerKey, 'euc-req+jwt', payload)
    const digest = await sha256Base64url(canonicalBytes(payload))
    const credential = `${await aJws(world.keys.credential, 'euc+sd-jwt', {
      ...payloadOf(certificate),
      req: { digest, iss: 'mekong-precision' },
    })}~`
    const sth = await sha256Base64url(readCredential(credential).payloadBytes)
    const { signatory } = withRequest(request)
    const { record } = world.evidenceOf({ ...certificate, sth })
    expect(await judgement({ credential }, { ...evidence, record, signatory })).toEqual({
      verdict: 'invalid',
      because: ['signatory signatory-mismatch'],
      shown: 'credential',
    })
  })
})

describe('the record of another certificate', () => {
  it('says nothing of this one, and its status is not told as this one’s', async () => {
    const other = await world.issue()
    const given = world.evidenceOf(other)
    for (const presented of [{ credential: certificate.credential }, { qr: certificate.qrDigits }]) {
      const { verdict, status, checks } = await verify(presented, { ...evidence, record: given.record }, aMoment)
      expect({ verdict, status }).toEqual({ verdict: 'undetermined', status: undefined })
      expect(checks.filter(({ code }) => code === 'registry-disagrees')).toHaveLength(1)
    }
  })
})

describe('a clock that tells no time', () => {
  it.each([Number.NaN, Infinity, -Infinity, 1.5])('%s judges nothing', async (now) => {
    for (const presented of [
      { credential: certificate.credential },
      { qr: certificate.qrDigits },
      { id: certificate.id },
    ])
      await expect(verify(presented, evidence, now)).rejects.toThrow(TypeError)
  })
})

describe('a QR payload that two readers could read differently', () => {
  const signed = async (payload: Uint8Array) => {
    const header = protectedHeader(fromBase64url(world.keys.qr.kid)!)
    const signature = await world.keys.qr.sign(sign1Input(header, payload))
    return { qr: digitsOf(encodeCbor(new Tag(18, [header, new Map(), payload, signature]))) }
  }
  const claims = () => decodeCbor(readSign1(bytesOfDigits(certificate.qrDigits)).payload) as Map<unknown, unknown>

  it('is valid as the registry wrote it', async () => {
    expect(await judgement(await signed(encodeCbor(claims())), evidence)).toMatchObject({ verdict: 'valid' })
  })

  it.each([
    ['a member by its number and again by its digits', '4'],
    ['a member by its negative number and again by its digits', '-6'],
    ['a member nobody knows', 99],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
  ])('with %s is refused', async (_, name) => {
    const value = typeof name === 'string' && /\d/.test(name) ? claims().get(Number(name)) : 1
    const payload = encodeCbor(new Map([...claims(), [name, value]]))
    expect(await judgement(await signed(payload), evidence)).toEqual({
      verdict: 'invalid',
      because: ['form schema-invalid'],
      shown: undefined,
    })
  })

  it('with any one value of another kind gets an answer of the promised shape, and never an exception', async () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(null, true, '', 'RU', 0, -1, 2n ** 64n, [], new Map(), new Uint8Array(16)),
      fc.string(),
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...claims().keys()), value, async (key, other) => {
        const changed = await signed(encodeCbor(new Map([...claims(), [key, other]])))
        expect((await judgement(changed, evidence)).shown).toBeOneOf(['qr', undefined])
      }),
      { numRuns },
    )
  })
})
