import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import { toBase64url, toUtf8 } from '#domain/bytes.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { verify } from '#domain/verification/verify.ts'
import { aJws, aKeyPair, aMoment, aWorld, payloadOf, type World } from '#test/builders/a-world.ts'

let world: World
let certificate: Certificate
let evidence: Evidence
let parts: [string, string, string]

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
  evidence = world.evidenceOf(certificate)
  parts = certificate.credential.slice(0, -1).split('.') as typeof parts
})

const codeOf = async (credential: string) => {
  const { verdict, checks, shown } = await verify({ credential }, evidence, aMoment)
  expect(shown).toBeUndefined()
  return `${verdict} ${checks.map(({ code }) => code).join()}`
}

const typ = 'euc+sd-jwt'
/** Signed by the registry's own key, whatever it says. */
const signed = async (payload: unknown, header?: object) =>
  `${await aJws(world.keys.credential, typ, payload, header)}~`
const raw = async (header: string, payload: string) => {
  const input = `${toBase64url(toUtf8(header))}.${toBase64url(toUtf8(payload))}`
  return `${input}.${toBase64url(await world.keys.credential.sign(toUtf8(input)))}~`
}
const header = (over: object = {}) => ({ alg: 'ES256', kid: world.keys.credential.kid, typ, ...over })

describe('headers', () => {
  it.each([
    ['none', 'alg-not-allowed'],
    ['None', 'alg-not-allowed'],
    ['HS256', 'alg-not-allowed'],
    ['ES384', 'alg-not-allowed'],
    ['EdDSA', 'alg-not-allowed'],
    ['es256', 'alg-not-allowed'],
  ])('alg %s: %s', async (alg, code) => {
    expect(await codeOf(await signed(payloadOf(certificate), header({ alg })))).toBe(`invalid ${code}`)
  })

  it('HS256 with the public key as secret', async () => {
    const head = toBase64url(toUtf8(canonicalJson(header({ alg: 'HS256' }))))
    const mac = createHmac('sha256', canonicalJson(world.keys.credential.jwk))
      .update(`${head}.${parts[1]}`)
      .digest('base64url')
    expect(await codeOf(`${head}.${parts[1]}.${mac}~`)).toBe('invalid alg-not-allowed')
  })

  it.each([
    ['jwk', {}],
    ['jku', 'https://evil.example/keys'],
    ['x5u', 'https://evil.example/x'],
    ['x5c', ['AAAA']],
    ['crit', ['b64']],
    ['b64', false],
    ['zip', 'DEF'],
    ['cty', 'json'],
    ['iss', 'x'],
  ])('with a member %s', async (name, value) => {
    expect(await codeOf(await signed(payloadOf(certificate), header({ [name]: value })))).toBe('invalid header-invalid')
  })

  it.each(['../../etc/passwd', "' OR 1=1 --", 'https://evil.example/k', '__proto__', '', 'A'.repeat(43)])(
    'kid %j',
    async (kid) => {
      expect(await codeOf(await signed(payloadOf(certificate), header({ kid })))).toMatch(
        /^invalid (header-invalid|kid-unknown)$/,
      )
    },
  )

  it.each(['JWT', 'EUC+SD-JWT', 'application/euc+sd-jwt', 'at+jwt', 'euc-req+jwt', 'statuslist+jwt'])(
    'typ %s',
    async (other) => {
      expect(await codeOf(await signed(payloadOf(certificate), header({ typ: other })))).toBe('invalid typ-not-allowed')
    },
  )

  it('that are not canonical', async () => {
    const { alg, kid } = header()
    expect(
      await codeOf(await raw(`{"typ":"${typ}","alg":"${alg}","kid":"${kid}"}`, canonicalJson(payloadOf(certificate)))),
    ).toBe('invalid not-canonical')
    expect(
      await codeOf(
        await raw(`{"alg":"none","alg":"${alg}","kid":"${kid}","typ":"${typ}"}`, canonicalJson(payloadOf(certificate))),
      ),
    ).toBe('invalid not-canonical')
    expect(await codeOf(await raw('null', '{}'))).toBe('invalid header-invalid')
    expect(await codeOf(await raw('{', '{}'))).toBe('invalid header-invalid')
  })
})

describe('signatures', () => {
  it('by another key under the genuine key id', async () => {
    const stranger = await aKeyPair()
    expect(
      await codeOf(`${await aJws({ ...stranger, kid: world.keys.credential.kid }, typ, payloadOf(certificate))}~`),
    ).toBe('invalid signature-invalid')
  })

  it('by the QR key, the importer’s key', async () => {
    expect(await codeOf(`${await aJws(world.keys.qr, typ, payloadOf(certificate))}~`)).toBe(
      'invalid key-use-not-allowed',
    )
    expect(await codeOf(`${await aJws(world.importerKey, typ, payloadOf(certificate))}~`)).toBe('invalid kid-unknown')
  })

  it('of zeros, in DER, over a spliced payload', async () => {
    expect(await codeOf(`${parts[0]}.${parts[1]}.${toBase64url(new Uint8Array(64))}~`)).toBe(
      'invalid signature-invalid',
    )
    expect(await codeOf(`${parts[0]}.${parts[1]}.${toBase64url(new Uint8Array(70))}~`)).toBe(
      'invalid signature-invalid',
    )
    const other = await world.issue()
    expect(await codeOf(`${parts[0]}.${other.credential.split('.')[1]}.${parts[2]}~`)).toBe('invalid signature-invalid')
  })
})

describe('encodings of one genuine credential', () => {
  it.each<[string, (token: string) => string, string]>([
    ['padding', (token) => token.replace('~', '=~'), 'encoding-invalid'],
    ['a line break', (token) => token.replace('.', '\n.'), 'encoding-invalid'],
    ['a leading space', (token) => ` ${token}`, 'encoding-invalid'],
    ['the standard alphabet', (token) => token.replace(/[-_]/, '+'), 'encoding-invalid'],
    ['no tilde', (token) => token.slice(0, -1), 'segments'],
    ['a disclosure', (token) => `${token}WyJzYWx0IiwibmFtZSIsIngiXQ~`, 'segments'],
    ['a fourth part', (token) => token.replace('~', '.AAAA~'), 'segments'],
    ['nothing', () => '', 'segments'],
    ['a megabyte', () => `${'A'.repeat(1_000_000)}~`, 'too-large'],
  ])('%s', async (_, change, code) => {
    expect(await codeOf(change(certificate.credential))).toBe(`invalid ${code}`)
  })

  it('spare bits in the last character', async () => {
    const last = parts[2].at(-1)!
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twin = alphabet[alphabet.indexOf(last) | 1]!
    expect(twin).not.toBe(last)
    expect(await codeOf(`${parts[0]}.${parts[1]}.${parts[2].slice(0, -1)}${twin}~`)).toBe('invalid encoding-invalid')
  })
})

describe('payloads that the registry’s own key signed', () => {
  const changed = (
    change: (
      payload: ReturnType<typeof payloadOf> & {
        statement: { lines: Record<string, unknown>[]; parties: Record<string, unknown>[] }
      },
    ) => void,
  ) => {
    const payload = payloadOf(certificate) as Parameters<typeof change>[0]
    change(payload)
    return payload
  }

  it.each<[string, Parameters<typeof changed>[0], string]>([
    [
      'a quantity as a number',
      ({ statement }) => {
        statement.lines[0]!['quantity'] = 2
      },
      'quantity-invalid',
    ],
    [
      'a quantity with an exponent',
      ({ statement }) => {
        statement.lines[0]!['quantity'] = '1e3'
      },
      'quantity-invalid',
    ],
    [
      'a quantity in Arabic digits',
      ({ statement }) => {
        statement.lines[0]!['quantity'] = '٢'
      },
      'quantity-invalid',
    ],
    [
      'a negative quantity',
      ({ statement }) => {
        statement.lines[0]!['quantity'] = '-1'
      },
      'quantity-invalid',
    ],
    [
      'a name with a bidi override',
      ({ statement }) => {
        statement.parties[0]!['legalName'] = 'ACME\u202Ecod.exe'
      },
      'text-invalid',
    ],
    [
      'a name with a zero-width space',
      ({ statement }) => {
        statement.parties[0]!['legalName'] = 'AC\u200BME'
      },
      'text-invalid',
    ],
    [
      'a member too many',
      (payload) => {
        payload['admin'] = true
      },
      'schema-invalid',
    ],
    [
      'reserved disclosure claims',
      (payload) => {
        payload['_sd'] = []
      },
      'schema-invalid',
    ],
    [
      'a status list elsewhere',
      (payload) => {
        payload['status'] = { status_list: { idx: 1, uri: 'https://evil.example/status-lists/1' } }
      },
      'status-ref-invalid',
    ],
    [
      'an end that the statement does not say',
      (payload) => {
        payload['exp'] = Number(payload['exp']) + 86_400
      },
      'time-invalid',
    ],
    [
      'milliseconds',
      (payload) => {
        payload['exp'] = Number(payload['exp']) * 1000
      },
      'schema-invalid',
    ],
    [
      'another type',
      (payload) => {
        payload['vct'] = 'urn:other'
      },
      'schema-invalid',
    ],
  ])('%s', async (_, change, code) => {
    expect(await codeOf(await signed(changed(change)))).toBe(`invalid ${code}`)
  })

  it('duplicate members', async () => {
    const payload = canonicalJson(payloadOf(certificate))
    expect(
      await codeOf(
        await raw(canonicalJson(header()), payload.replace('"quantity":"2"', '"quantity":"2","quantity":"9"')),
      ),
    ).toBe('invalid not-canonical')
  })

  it('no object at all', async () => {
    for (const payload of [null, 1, 'x', [], {}])
      expect(await codeOf(await signed(payload))).toBe('invalid schema-invalid')
  })

  it('nesting of a hundred thousand', async () => {
    expect(await codeOf(await raw(canonicalJson(header()), `${'['.repeat(60_000)}${']'.repeat(60_000)}`))).toBe(
      'invalid not-canonical',
    )
  })
})
