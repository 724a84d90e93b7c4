import { beforeAll, describe, expect, it } from 'vitest'
import type { Evidence } from '#schemas/evidence.ts'
import { concatBytes, fromBase64url, fromHex, type Bytes } from '#domain/bytes.ts'
import { decodeCbor, encodeCbor } from '#domain/qr/deterministic-cbor.ts'
import { protectedHeader, readSign1, sign1Input } from '#domain/qr/cose-sign1.ts'
import { bytesOfDigits, digitsOf } from '#domain/qr/qr-digits.ts'
import { judgement } from '#test/builders/a-judgement.ts'
import { aWorld, type World } from '#test/builders/a-world.ts'

let world: World
let evidence: Evidence
let header: Bytes
let payload: Bytes
/** Each member of the payload as the bytes of its key and of its value, in the one right order. */
let members: [Bytes, Bytes][]

beforeAll(async () => {
  world = await aWorld()
  const certificate = await world.issue()
  evidence = world.evidenceOf(certificate)
  header = protectedHeader(fromBase64url(world.keys.qr.kid)!)
  payload = readSign1(bytesOfDigits(certificate.qrDigits)).payload
  members = [...(decodeCbor(payload) as Map<number, unknown>)].map(([key, value]) => [
    encodeCbor(key),
    encodeCbor(value),
  ])
})

const hex = (text: string) => fromHex(text.replaceAll(' ', ''))
const join = (...parts: (string | Uint8Array)[]) =>
  concatBytes(...parts.map((part) => (typeof part === 'string' ? hex(part) : part)))

/** Head of a data item (RFC 8949 section 3) with its argument in 1, 2, 4 or 8 bytes, however small it is. */
function head(major: number, argument: number, width: 1 | 2 | 4 | 8): Bytes {
  const bytes = new Uint8Array(1 + width)
  bytes[0] = (major << 5) | { 1: 24, 2: 25, 4: 26, 8: 27 }[width]
  for (let at = width, rest = BigInt(argument); at > 0; at--, rest >>= 8n) bytes[at] = Number(rest & 255n)
  return bytes
}
const shortHead = (major: number, argument: number) => Uint8Array.of((major << 5) | argument)
const map = (entries: readonly Uint8Array[][]) => join(shortHead(5, entries.length), ...entries.flat())
/** The payload with one member's value, or key and value, in other bytes. */
const withMember = (key: number, change: (key: Bytes, value: Bytes) => (string | Uint8Array)[]) =>
  map(members.map(([name, value]) => (decodeCbor(name) === key ? [join(...change(name, value))] : [name, value])))

const sign = (protectedBytes: Uint8Array, content: Uint8Array) =>
  world.keys.qr.sign(sign1Input(protectedBytes, content))
const bstr = (bytes: Uint8Array) => encodeCbor(bytes)

/** Signed by the registry's own key, whatever it says. */
async function judgedPayload(content: Uint8Array) {
  const signature = await sign(header, content)
  return judged(join('d2 84', bstr(header), 'a0', bstr(content), bstr(signature)))
}
async function judgedHeader(protectedBytes: Uint8Array) {
  const signature = await sign(protectedBytes, payload)
  return judged(join('d2 84', bstr(protectedBytes), 'a0', bstr(payload), bstr(signature)))
}
async function judged(bytes: Uint8Array) {
  const { verdict, because, shown } = await judgement({ qr: digitsOf(bytes) }, evidence)
  return `${verdict} ${because.join()} ${shown ?? 'nothing shown'}`
}
const refused = (code: string, name = 'form') => `invalid ${name} ${code} nothing shown`

it('the hand-made encoding is accepted as long as it is the deterministic one', async () => {
  expect(await judgedPayload(map(members))).toBe('valid  qr')
  expect(
    await judgedHeader(
      map([
        [hex('01'), hex('28')],
        [hex('04'), hex('48'), header.slice(5, 13)],
        [hex('10'), encodeCbor('euc+cwt')],
      ]),
    ),
  ).toBe('valid  qr')
})

describe('the payload, signed by the registry’s own key, is refused', () => {
  it.each<[string, () => Uint8Array, string?]>([
    ['with an indefinite length', () => join('bf', ...members.flat(), 'ff')],
    ['with its length in two bytes', () => join(head(5, members.length, 1), ...members.flat())],
    ['with its length in nine bytes', () => join(head(5, members.length, 8), ...members.flat())],
    ['with members in another order', () => map(members.toReversed())],
    ['with two members swapped', () => map([members[1]!, members[0]!, ...members.slice(2)])],
    ['with a member twice', () => map([members[0]!, members[0]!, ...members.slice(1)])],
    ['with a member twice, once longer', () => map([members[0]!, [hex('18 04'), members[0]![1]], ...members.slice(1)])],
    [
      'with a member twice, the second another value',
      () => map([members[0]!, [members[0]![0], hex('00')], ...members.slice(1)]),
    ],
    ['with a key as a float', () => withMember(4, (_, value) => ['f9 4400', value])],
    ['with a key as a bignum', () => withMember(4, (_, value) => ['c2 41 04', value])],
    ['with a key as text', () => map([...members.slice(1), [hex('61 34'), members[0]![1]]]), 'schema-invalid'],
    ['with a time as a float', () => withMember(4, (key) => [key, 'fa 4f000000'])],
    ['with a time that is not a number', () => withMember(4, (key) => [key, 'f9 7e00'])],
    ['with an endless time', () => withMember(4, (key) => [key, 'f9 7c00'])],
    ['with a time tagged as a date', () => withMember(4, (key, value) => [key, 'c1', value]), 'schema-invalid'],
    ['with a time in nine bytes', () => withMember(4, (key, value) => [key, '1b 00000000', value.slice(1)])],
    ['with a time as a bignum', () => withMember(4, (key) => [key, 'c2 44 6a000000']), 'schema-invalid'],
    ['with undefined', () => withMember(-6, (key) => [key, 'f7'])],
    ['with null', () => withMember(-6, (key) => [key, 'f6']), 'schema-invalid'],
    ['with an unassigned simple value', () => withMember(-6, (key) => [key, 'e3']), 'schema-invalid'],
    ['with a simple value in two bytes', () => withMember(-6, (key) => [key, 'f8 16'])],
    ['with a text in pieces', () => withMember(-6, (key) => [key, '7f 61 56 61 4e ff'])],
    ['with a text of a longer length', () => withMember(-6, (key) => [key, '78 02 56 4e'])],
    ['with a text that is not UTF-8', () => withMember(-6, (key) => [key, '62 c3 28'])],
    ['with half a surrogate', () => withMember(-6, (key) => [key, '63 ed a0 80'])],
    ['with bytes in pieces', () => withMember(-2, (key, value) => [key, '5f', value, 'ff'])],
    ['with bytes where text belongs', () => withMember(-6, (key) => [key, '42 56 4e']), 'schema-invalid'],
    ['with a list without an end', () => withMember(-4, (key, value) => [key, '9f', value.slice(1), 'ff'])],
    [
      'with a list in its place three hundred deep',
      () => withMember(-5, (key) => [key, new Uint8Array(300).fill(0x81), '80']),
    ],
    ['with a member more', () => map([...members, [hex('38 63'), hex('00')]]), 'schema-invalid'],
    ['with a member less', () => map(members.slice(1)), 'schema-invalid'],
    ['with a byte behind it', () => join(payload, '00')],
    ['with a second payload behind it', () => join(payload, 'a0')],
    ['cut off', () => payload.slice(0, -1)],
    ['empty', () => new Uint8Array()],
    ['with a tag in front', () => join('d9 d9f7', payload), 'schema-invalid'],
    ['as text', () => encodeCbor('text'), 'schema-invalid'],
    ['as a list', () => encodeCbor([1, 2]), 'schema-invalid'],
    ['with a break alone', () => hex('ff')],
    ['with a reserved length', () => hex('bc')],
  ])('%s', async (_, make, code = 'not-canonical') => {
    expect(await judgedPayload(make())).toBe(refused(code))
  })
})

describe('the protected header, signed by the registry’s own key, is refused', () => {
  const alg = () => [hex('01'), hex('28')]
  const kid = () => [hex('04'), join('48', header.slice(5, 13))]
  const typ = () => [hex('10'), encodeCbor('euc+cwt')]
  it.each<[string, () => Uint8Array, string?]>([
    ['empty', () => new Uint8Array()],
    ['as an empty map', () => hex('a0'), 'header-invalid'],
    ['with an indefinite length', () => join('bf', ...alg(), ...kid(), ...typ(), 'ff')],
    ['in another order', () => map([typ(), kid(), alg()])],
    ['with alg twice', () => map([alg(), alg(), kid(), typ()])],
    ['with alg ES256 instead of ESP256', () => map([[hex('01'), hex('26')], kid(), typ()]), 'alg-not-allowed'],
    ['with alg as text', () => map([[hex('01'), encodeCbor('ESP256')], kid(), typ()]), 'alg-not-allowed'],
    ['with alg as a bignum', () => map([[hex('01'), hex('c3 41 08')], kid(), typ()]), 'alg-not-allowed'],
    ['with alg as a float', () => map([[hex('01'), hex('f9 c880')], kid(), typ()])],
    ['with alg under the text "1"', () => map([kid(), typ(), [encodeCbor('1'), hex('28')]]), 'alg-not-allowed'],
    ['without kid', () => map([alg(), [hex('05'), hex('40')], typ()]), 'header-invalid'],
    ['with a shorter kid', () => map([alg(), [hex('04'), join('47', header.slice(5, 12))], typ()]), 'header-invalid'],
    ['with kid as text', () => map([alg(), [hex('04'), encodeCbor('12345678')], typ()]), 'header-invalid'],
    ['with another typ', () => map([alg(), kid(), [hex('10'), encodeCbor('EUC+CWT')]]), 'typ-not-allowed'],
    ['with crit', () => map([alg(), [hex('02'), hex('81 01')], kid(), typ()]), 'header-invalid'],
    ['with a content type', () => map([alg(), [hex('03'), hex('00')], kid(), typ()]), 'header-invalid'],
    ['with a byte behind it', () => join(map([alg(), kid(), typ()]), '00')],
  ])('%s', async (_, make, code = 'not-canonical') => {
    expect(await judgedHeader(make())).toBe(refused(code))
  })
})

describe('the envelope of genuine parts is refused', () => {
  let parts: { header: Bytes; payload: Bytes; signature: Bytes }
  beforeAll(async () => {
    parts = { header: bstr(header), payload: bstr(payload), signature: bstr(await sign(header, payload)) }
  })
  const whole = (first: string, unprotected = 'a0', last = '') =>
    join(first, parts.header, unprotected, parts.payload, parts.signature, last)

  it('but not as it is', async () => {
    expect(await judged(whole('d2 84'))).toBe('valid  qr')
  })

  it.each<[string, () => Uint8Array, string?]>([
    ['with its tag in two bytes', () => whole('d8 12 84')],
    ['with its tag twice', () => whole('d2 d2 84'), 'segments'],
    ['inside the tag of CBOR itself', () => whole('d9 d9f7 d2 84'), 'segments'],
    ['without a tag', () => whole('84'), 'segments'],
    ['with the tag of a MAC', () => whole('d1 84'), 'segments'],
    ['with the tag of several signatures', () => whole('d8 62 84'), 'segments'],
    ['as a list without an end', () => whole('d2 9f', 'a0', 'ff')],
    ['as a list of a longer length', () => whole('d2 98 04')],
    ['as a list of five', () => whole('d2 85', 'a0', '00'), 'segments'],
    ['with an algorithm outside the signature', () => whole('d2 84', 'a1 01 28'), 'header-invalid'],
    [
      'with a key hint outside the signature',
      () => join('d2 84', parts.header, 'a1 04 48', header.slice(5, 13), parts.payload, parts.signature),
      'header-invalid',
    ],
    ['with an empty map without an end', () => whole('d2 84', 'bf ff')],
    ['with an empty map of a longer length', () => whole('d2 84', 'b8 00')],
    ['with null for the map', () => whole('d2 84', 'f6'), 'header-invalid'],
    ['with a byte behind it', () => whole('d2 84', 'a0', '00')],
    ['twice', () => join(whole('d2 84'), whole('d2 84'))],
    ['with a detached payload', () => join('d2 84', parts.header, 'a0 f6', parts.signature), 'segments'],
    ['with its payload as text', () => join('d2 84', parts.header, 'a0', encodeCbor('x'), parts.signature), 'segments'],
    [
      'with a payload of a longer length',
      () => join('d2 84', parts.header, 'a0', head(2, payload.length, 4), payload, parts.signature),
    ],
    ['with a payload in pieces', () => join('d2 84', parts.header, 'a0 5f', parts.payload, 'ff', parts.signature)],
    [
      'with a header of a longer length',
      () => join('d2 84', head(2, header.length, 2), header, 'a0', parts.payload, parts.signature),
    ],
    [
      'with a signature in DER',
      () => join('d2 84', parts.header, 'a0', parts.payload, bstr(new Uint8Array(70))),
      'signature-invalid',
    ],
    [
      'with a signature as text',
      () => join('d2 84', parts.header, 'a0', parts.payload, encodeCbor('x'.repeat(64))),
      'signature-invalid',
    ],
    [
      'with a signature of zeros',
      () => join('d2 84', parts.header, 'a0', parts.payload, bstr(new Uint8Array(64))),
      'signature',
    ],
    ['as a CBOR text of itself', () => encodeCbor(new TextDecoder('latin1').decode(whole('d2 84'))), 'segments'],
  ])('%s', async (_, make, code = 'not-canonical') => {
    expect(await judged(make())).toBe(code === 'signature' ? refused('signature-invalid', 'signature') : refused(code))
  })
})

describe('the digits are refused', () => {
  it.each<[string, (digits: string) => string, string]>([
    ['with a zero in front', (digits) => `10${digits.slice(1)}`, 'qr-invalid'],
    ['with a sign', (digits) => `1+${digits.slice(1)}`, 'not-a-certificate'],
    ['with a space', (digits) => `${digits} `, 'not-a-certificate'],
    ['with a line break', (digits) => `${digits}\n`, 'not-a-certificate'],
    ['in Arabic', (digits) => digits.replaceAll('1', '١'), 'not-a-certificate'],
    ['in full width', (digits) => digits.replace(/^1/, '１'), 'not-a-certificate'],
    ['with an exponent', (digits) => `${digits}e0`, 'not-a-certificate'],
    ['in hexadecimal', (digits) => `0x${BigInt(digits).toString(16)}`, 'not-a-certificate'],
    ['behind the address in capitals', (digits) => `HTTPS://VERIFY.EXAMPLE/#${digits}`, 'qr-untrusted-url'],
    ['behind the address with its port', (digits) => `https://verify.example:443/#${digits}`, 'qr-untrusted-url'],
    ['behind the address with a final dot', (digits) => `https://verify.example./#${digits}`, 'qr-untrusted-url'],
    ['behind the address and a path', (digits) => `https://verify.example/x/#${digits}`, 'qr-untrusted-url'],
    ['behind the address and a query', (digits) => `https://verify.example/?x#${digits}`, 'qr-untrusted-url'],
    [
      'behind a letter that looks like one of the address',
      (digits) => `https://verify.exаmple/#${digits}`,
      'qr-untrusted-url',
    ],
    ['behind two hashes', (digits) => `https://verify.example/##${digits}`, 'qr-untrusted-url'],
    ['behind a line break', (digits) => `https://verify.example/#\n${digits}`, 'qr-untrusted-url'],
    ['as a script', (digits) => `javascript:alert(1)//#${digits}`, 'not-a-certificate'],
  ])('%s', async (_, change, code) => {
    const digits = digitsOf(join('d2 84', bstr(header), 'a0', bstr(payload), bstr(await sign(header, payload))))
    const { verdict, because, shown } = await judgement({ qr: change(digits) }, evidence)
    expect(`${verdict} ${because.join()} ${shown ?? 'nothing shown'}`).toBe(refused(code))
  })
})
