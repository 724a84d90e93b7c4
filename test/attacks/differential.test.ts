import fc from 'fast-check'
import { compactVerify, importJWK } from 'jose'
import { createPublicKey, verify as verifyRaw } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PublicJwk } from '#schemas/keys.ts'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { fromBase64url, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { readCredential } from '#domain/certificate/credential.ts'
import { webCryptography } from '#domain/cryptography.ts'
import { verify } from '#domain/verification/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment, aWorld, type World } from '#test/builders/a-world.ts'

const slow = process.env['SLOW'] === '1'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const texts = fc.constantFrom('Mê Kông', '宁波海越阀门', 'a "quoted" \\ text', '🛠 tools', "O'Neil & Söhne", '</script>')
const statements = fc
  .record({
    remarks: texts,
    name: texts,
    quantity: fc.integer({ min: 1, max: 1_000_000 }),
    lines: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ remarks, name, quantity, lines }) =>
    aStatement((statement) => {
      statement.remarks = remarks
      statement.parties[1]!.legalName = name
      statement.lines = Array.from({ length: lines }, (_, at) => ({
        ...statement.lines[1]!,
        lineNo: at + 1,
        quantity: String(quantity + at),
      }))
    }),
  )

describe('against jose', () => {
  it('every good credential verifies with both, and both read the same payload', async () => {
    const key = await importJWK(world.keys.credential.jwk, 'ES256')
    await fc.assert(
      fc.asyncProperty(statements, async (statement) => {
        const certificate = await world.issue(statement)
        const report = await verify({ credential: certificate.credential }, world.evidenceOf(certificate), aMoment)
        const { payload, protectedHeader } = await compactVerify(certificate.credential.slice(0, -1), key)
        expect(report.verdict).toBe('valid')
        expect(protectedHeader).toEqual({ alg: 'ES256', kid: world.keys.credential.kid, typ: 'euc+sd-jwt' })
        expect(payload).toEqual(readCredential(certificate.credential).payloadBytes)
        expect(report.shown).toMatchObject({
          statement: (JSON.parse(Buffer.from(payload).toString()) as { statement: unknown }).statement,
        })
      }),
      { numRuns: slow ? 500 : 30 },
    )
  })

  it('nothing that jose refuses is accepted', async () => {
    const key = await importJWK(world.keys.credential.jwk, 'ES256')
    const certificate = await world.issue()
    const evidence = world.evidenceOf(certificate)
    const token = certificate.credential.slice(0, -1)
    const edit = fc.record({
      at: fc.nat(token.length),
      removed: fc.nat(2),
      inserted: fc.stringMatching(/^[A-Za-z0-9_=.\-\n +/~]{0,2}$/),
    })
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, removed, inserted }) => {
        const changed = token.slice(0, at) + inserted + token.slice(at + removed)
        const byJose = await compactVerify(changed, key).then(
          () => true,
          () => false,
        )
        const { shown } = await verify({ credential: `${changed}~` }, evidence, aMoment)
        expect(shown === undefined || (byJose && changed === token)).toBe(true)
      }),
      { numRuns: slow ? 20_000 : 300 },
    )
  })

  it('base64url is read as by jose and Node wherever it is written in its one way, and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.base64String(), fc.stringMatching(/^[A-Za-z0-9_-]{0,40}$/), fc.string({ unit: 'binary' })),
        (text) => {
          const bytes = fromBase64url(text)
          const byNode = Buffer.from(text, 'base64url')
          if (byNode.toString('base64url') === text) expect(bytes).toEqual(new Uint8Array(byNode))
          else expect(bytes).toBeUndefined()
        },
      ),
      { numRuns: slow ? 100_000 : 2000 },
    )
  })
})

/** Just enough of RFC 8949 to read a QR code by another way; lengths of one head byte and what follows it. */
function readItem(bytes: Buffer, at = 0): { value: unknown; next: number } {
  const [major, info] = [bytes[at]! >> 5, bytes[at]! & 31]
  const width = info < 24 ? 0 : 2 ** (info - 24)
  const argument = width === 0 ? info : Number(BigInt(`0x${bytes.toString('hex', at + 1, at + 1 + width)}`))
  let next = at + 1 + width
  const item = () => {
    const read = readItem(bytes, next)
    next = read.next
    return read.value
  }
  const items = (count: number) => Array.from({ length: count }, item)
  if (major === 0) return { value: argument, next }
  if (major === 1) return { value: -1 - argument, next }
  if (major === 2) return { value: bytes.subarray(next, next + argument), next: next + argument }
  if (major === 3) return { value: bytes.toString('utf8', next, next + argument), next: next + argument }
  if (major === 4) return { value: items(argument), next }
  if (major === 5) return { value: new Map(Array.from({ length: argument }, () => [item(), item()] as const)), next }
  if (major === 6) return { value: { tag: argument, of: item() }, next }
  return { value: null, next }
}

/** `Sig_structure` by hand; a QR code's header and payload are longer than 23 and shorter than 65,536 bytes. */
function toBeSigned(header: Buffer, payload: Buffer): Buffer {
  const long = (bytes: Buffer) => {
    const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255]
    return Buffer.concat([Buffer.from(head), bytes])
  }
  const short = Buffer.concat([Buffer.from([0x40 | header.length]), header])
  return Buffer.concat([
    Buffer.from([0x84, 0x6a]),
    Buffer.from('Signature1'),
    header.length < 24 ? short : long(header),
    Buffer.from([0x40]),
    long(payload),
  ])
}

describe('against a reading of the QR digits by hand', () => {
  it('every code verifies with node:crypto and says the same', async () => {
    const key = createPublicKey({ format: 'jwk', key: world.keys.qr.jwk })
    await fc.assert(
      fc.asyncProperty(statements, async (statement) => {
        const certificate = await world.issue(statement)
        const hex = BigInt(certificate.qrDigits.slice(1)).toString(16)
        expect(hex[0]).toBe('1')
        const { value } = readItem(Buffer.from(hex.slice(1), 'hex'))
        const [header, unprotected, payload, signature] = (value as { of: [Buffer, Map<never, never>, Buffer, Buffer] })
          .of
        expect({ tag: (value as { tag: number }).tag, unprotected: unprotected.size }).toEqual({
          tag: 18,
          unprotected: 0,
        })
        expect(readItem(header).value).toEqual(
          new Map<number, unknown>([
            [1, -9],
            [4, Buffer.from(world.keys.qr.kid, 'base64url').subarray(0, 8)],
            [16, 'euc+cwt'],
          ]),
        )
        const signed = toBeSigned(header, payload)
        expect(verifyRaw('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)

        const claims = readItem(payload).value as Map<number, unknown>
        const report = await verify({ qr: certificate.qrDigits }, world.evidenceOf(certificate), aMoment)
        expect(report.verdict).toBe('valid')
        if (report.shown?.source !== 'qr') throw new Error('a valid QR code shows its summary')
        const { summary } = report.shown
        expect(claims.get(4)).toBe(summary.validUntil)
        expect((claims.get(-2) as Buffer).toString('base64url')).toBe(summary.sth)
        expect(claims.get(-3)).toEqual([summary.endUser.name, summary.endUser.country, summary.endUser.registration])
        expect(claims.get(-5)).toEqual(
          summary.lines.map(({ lineNo, hs = null, classification = null, quantity, unit, tolerancePct }) => [
            lineNo,
            hs,
            classification,
            quantity,
            unit,
            ...(tolerancePct === undefined ? [] : [tolerancePct]),
          ]),
        )
        expect(claims.get(-6)).toBe(summary.destination)
        expect(claims.get(-8)).toBe(statement.lines.length)
      }),
      { numRuns: slow ? 300 : 20 },
    )
  })
})

describe('the two ways of verifying ES256', () => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
  const written = (number: bigint): Bytes => new Uint8Array(Buffer.from(number.toString(16).padStart(64, '0'), 'hex'))
  const coordinate = (number: bigint) => toBase64url(written(number))
  const corner = fc.constantFrom(
    0n,
    1n,
    2n,
    127n,
    128n,
    255n,
    order - 1n,
    order,
    order + 1n,
    prime - 1n,
    prime,
    prime + 1n,
    2n ** 255n,
    2n ** 256n - 1n,
    order >> 1n,
  )
  const bytes = toUtf8('what is signed')

  async function both(jwk: PublicJwk, signature: Bytes): Promise<boolean> {
    const [byWeb, byNode] = [
      await webCryptography.verifyEs256(jwk, bytes, signature),
      await nodeCryptography.verifyEs256(jwk, bytes, signature),
    ]
    expect(byNode).toBe(byWeb)
    return byWeb
  }

  it('agree on corner cases of r and s', async () => {
    const genuine = await world.keys.qr.sign(bytes)
    const [r, s] = [genuine.slice(0, 32), genuine.slice(32)]
    expect(await both(world.keys.qr.jwk, genuine)).toBe(true)
    const part = (real: Bytes) =>
      fc.oneof(corner.map(written), fc.constant(real), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    await fc.assert(
      fc.asyncProperty(part(r), part(s), async (one, other) => {
        const signature = new Uint8Array([...one, ...other])
        const same = Buffer.from(signature).equals(genuine)
        expect(await both(world.keys.qr.jwk, signature)).toBe(same)
      }),
      { numRuns: slow ? 5000 : 200 },
    )
  })

  it('agree on signatures of every length', async () => {
    for (let length = 0; length <= 140; length++)
      expect(await both(world.keys.qr.jwk, new Uint8Array(length).fill(1))).toBe(false)
  })

  it('agree on keys that are no points of the curve', async () => {
    const genuine = await world.keys.qr.sign(bytes)
    const { x, y } = world.keys.qr.jwk
    const member = (real: string) => fc.oneof(corner.map(coordinate), fc.constant(real))
    await fc.assert(
      fc.asyncProperty(member(x), member(y), async (one, other) => {
        const jwk = { crv: 'P-256', kty: 'EC', x: one, y: other } as const
        expect(await both(jwk, genuine)).toBe(one === x && other === y)
      }),
      { numRuns: slow ? 1000 : 100 },
    )
  })

  it('give the same verdict on a whole certificate, good or changed', async () => {
    const certificate = await world.issue()
    const evidence = world.evidenceOf(certificate)
    await fc.assert(
      fc.asyncProperty(fc.option(fc.nat(certificate.credential.length - 2)), async (at) => {
        const { credential } = certificate
        const changed = at === null ? credential : `${credential.slice(0, at)}A${credential.slice(at + 1)}`
        expect(await verify({ credential: changed }, evidence, aMoment, { cryptography: nodeCryptography })).toEqual(
          await verify({ credential: changed }, evidence, aMoment),
        )
      }),
      { numRuns: slow ? 2000 : 60 },
    )
  })
})
