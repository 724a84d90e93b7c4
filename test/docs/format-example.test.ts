import { readFileSync } from 'node:fs'
import { diagnose } from 'cbor2'
import { describe, expect, it } from 'vitest'
import { evidence as evidenceSchema, presented as presentedSchema } from '#schemas/evidence.ts'
import { verdictReport } from '#schemas/verdict.ts'
import { assuranceCodes } from '#schemas/statement/undertakings.ts'
import { digitsThatFit } from '#domain/qr/qr-code.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { verify } from '#domain/verification/verify.ts'
import { formatExampleText } from '#scripts/generate-format-example.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'
import { printId, readAssertion, readJws, readQr } from './second-implementation.ts'

const committed = readFileSync('test/vectors/format-example.json', 'utf8')
const document = readFileSync('docs/format.md', 'utf8')

interface Example {
  keys: Record<
    'credential' | 'qr' | 'importer',
    { kid: string; jwk: { crv: string; kty: string; x: string; y: string } }
  >
  request: { payload: string; token: string }
  certificate: { id: string; idBytes: string; payload: string; sth: string; credential: string }
  qr: { text: string; cose: string; payload: string; payloadDiagnostic: string }
  evidence: Record<string, unknown>
  now: number
  reports: Record<'credential' | 'qr', unknown>
  cases: { name: string; presented: unknown; evidence: string; now: number; verdict: string; checks: string[] }[]
}
const example = JSON.parse(committed) as Example
const { certificate, keys, qr, request } = example
const evidenceNamed = (name: string) => evidenceSchema.parse(example.evidence[name])

function signedByPerson(name: string) {
  const { signatory } = goldenFiles().find((vector) => vector.name === name)!.evidence
  if (signatory.found !== 'yes') throw new Error(`${name} has a signatory`)
  return { request: signatory.fact.request, passkey: signatory.fact.passkeys![0]! }
}

describe('the example of format.md', () => {
  it('is what this code makes of the same statement, byte for byte', async () => {
    expect(await formatExampleText()).toBe(committed)
  })

  it('is a statement that may be issued that day', () => {
    const { statement } = JSON.parse(request.payload) as { statement: unknown }
    expect(validateStatement(statement, '2026-11-02')).toEqual({ statement })
  })

  it.each(['credential', 'qr'] as const)('is valid as %s, with the report that is committed', async (form) => {
    const presented = form === 'qr' ? { qr: qr.text } : { credential: certificate.credential }
    const report = await verify(presented, evidenceNamed(form), example.now)
    expect(report).toEqual(verdictReport.parse(example.reports[form]))
    expect(report.verdict).toBe('valid')
  })

  it.each(example.cases)('is judged as said: $name', async ({ presented, evidence, now, verdict, checks }) => {
    const report = await verify(presentedSchema.parse(presented), evidenceNamed(evidence), now)
    expect({
      verdict: report.verdict,
      checks: report.checks.map(({ name, outcome, code }) => `${name} ${outcome} ${code}`),
    }).toEqual({ verdict, checks })
  })
})

describe('who has read format.md only', () => {
  it('reads the issue request', async () => {
    const { payload, digest } = await readJws(request.token, 'euc-req+jwt', keys.importer.jwk)
    expect(payload).toEqual(JSON.parse(request.payload))
    expect(digest).toBe((JSON.parse(certificate.payload) as { req: { digest: string } }).req.digest)
  })

  it.each(['accepted-credential-signed-by-passkey', 'accepted-credential-signed-by-rsa-passkey'])(
    'reads the issue request of a person: %s',
    (name) => {
      const { request, passkey } = signedByPerson(name)
      const read = readAssertion(request, 'https://registry.example', passkey)
      expect(JSON.parse(read.payload)).toMatchObject({ aud: 'https://registry.example', iss: passkey.organisation })
    },
  )

  it('makes from the worked example of an assertion the very text that the vector has', () => {
    const [, digest, data, client, signature] =
      /has the digest `([\w-]{43})`[^]*?```text\n([0-9a-f]+)\n(\{.*\})\n([0-9a-f]+)\n```/.exec(document)!
    const { request, passkey } = signedByPerson('accepted-credential-signed-by-passkey')
    const { digest: signed } = readAssertion(request, 'https://registry.example', passkey)
    const base64url = (text: string, as: 'hex' | 'utf8') => Buffer.from(text, as).toString('base64url')
    const [, , payload] = request.split('.')
    expect(signed).toBe(digest)
    expect(
      [
        'webauthn1',
        passkey.id,
        payload,
        base64url(data!, 'hex'),
        base64url(client!, 'utf8'),
        base64url(signature!, 'hex'),
      ].join('.'),
    ).toBe(request)
  })

  it('reads the credential, its hash and its days', async () => {
    expect(certificate.credential.endsWith('~')).toBe(true)
    const { payload, digest } = await readJws(certificate.credential.slice(0, -1), 'euc+sd-jwt', keys.credential.jwk)
    expect(digest).toBe(certificate.sth)
    expect(payload).toMatchObject({
      jti: certificate.id,
      nbf: Date.parse('2026-11-01T00:00:00Z') / 1000,
      exp: Date.parse('2027-11-01T00:00:00Z') / 1000,
      statement: { validFrom: '2026-11-01', validUntil: '2027-10-31' },
    })
  })

  it('reads the QR code, claim by claim', () => {
    const { cose, claims } = readQr(qr.text, 'https://verify.example', keys.qr.jwk)
    const id = Uint8Array.from(Buffer.from(certificate.idBytes, 'hex'))
    expect(cose.toString('hex')).toBe(qr.cose)
    expect([...claims]).toEqual([
      [4, Date.parse('2027-11-01T00:00:00Z') / 1000],
      [5, Date.parse('2026-11-01T00:00:00Z') / 1000],
      [6, Date.parse('2026-11-02T09:30:00Z') / 1000],
      [7, id],
      [-1, [28_416, 42]],
      [-2, Uint8Array.from(Buffer.from(certificate.sth, 'base64url'))],
      [-3, ['Mekong Precision JSC', 'VN', 'LEI 999900MEKONGPREC0151']],
      [-4, ['Mekong Precision JSC', 'VN']],
      [-5, [[1, '845710', '2B001b2', '2', 'NAR']]],
      [-6, 'VN'],
      // A-USE-DECLARED, A-NO-NUC and A-NO-REEXPORT: bits 0, 3 and 15.
      [-7, Uint8Array.of(0b1001, 0b1000_0000, 0, 0, 0, 0)],
      [-8, 1],
    ])
    expect(printId(id)).toBe(certificate.id)
  })
})

describe('format.md', () => {
  it.each([
    ['the payload', certificate.payload],
    ['the statement hash', certificate.sth],
    ['the key id', keys.credential.kid],
    ['the credential', certificate.credential],
    ['the claims', diagnose(Buffer.from(qr.payload, 'hex'))],
    ['the COSE_Sign1', qr.cose],
    ['the text of the code', qr.text],
    ['the id', certificate.id],
    ['how many digits fit', `that is ${digitsThatFit('https://verify.example')}.`],
    ['how many bytes the assurances take', `-7 => bstr .size ${Math.ceil(assuranceCodes.length / 8)},`],
  ])('quotes %s', (_, text) => {
    expect(document).toContain(text)
  })

  it('shows the public keys of the example', () => {
    const shown = JSON.parse(/Public keys:\s+```json\n([\s\S]*?)```/.exec(document)![1]!) as Record<string, unknown>
    const publicHalf = ({ crv, kty, x, y }: Example['keys']['qr']['jwk']) => ({ crv, kty, x, y })
    expect(shown).toEqual({
      credential: publicHalf(keys.credential.jwk),
      qr: publicHalf(keys.qr.jwk),
      importer: publicHalf(keys.importer.jwk),
    })
  })

  it('counts the bits of assurances in the order of the JSON Schema', () => {
    const schema = JSON.parse(readFileSync('docs/schemas/statement-1.json', 'utf8')) as {
      $defs: { Assurance: { properties: { code: { enum: string[] } } } }
    }
    expect(schema.$defs.Assurance.properties.code.enum).toEqual([...assuranceCodes])
  })
})
