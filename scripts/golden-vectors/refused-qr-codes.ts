import { Tag } from 'cbor2'
import { concatBytes, fromBase64url, fromHex, type Bytes } from '#domain/bytes.ts'
import { assembleSign1, protectedHeader, sign1Input } from '#domain/qr/cose-sign1.ts'
import { decodeCbor, encodeCbor } from '#domain/qr/deterministic-cbor.ts'
import { digitsOf } from '#domain/qr/qr-digits.ts'
import { derSignature, type DeterministicKey } from './deterministic-key.ts'
import type { Deciding, GoldenCase } from './golden-case.ts'
import type { Golden, GoldenWorld } from './golden-world.ts'

type Refused = readonly [name: string, because: Deciding, qr: string, comment: string]

/** QR codes that are not written in the one way, point elsewhere, or whose signature or key is wrong. */
export function refusedQrCases(world: GoldenWorld): GoldenCase[] {
  const golden = world.issue()
  const evidence = world.online(golden)
  return [
    ...addressCases(golden),
    ...signatureCases(world, golden),
    ...envelopeCases(world, golden),
    ...encodingCases(world, golden),
    ...valueCases(world, golden),
  ].map(([name, because, qr, comment]) => ({
    name: `refused-qr-${name}`,
    comment,
    presented: { qr },
    evidence,
    verdict: 'invalid',
    because: [because],
  }))
}

function addressCases({ digits, qr }: Golden): Refused[] {
  const at = (name: string, address: string, comment: string): Refused => [
    `address-${name}`,
    'form qr-untrusted-url',
    `${address}${digits}`,
    comment,
  ]
  const other = (
    name: string,
    text: string,
    comment: string,
    because: Deciding = 'form not-a-certificate',
  ): Refused => [`digits-${name}`, because, text, comment]
  return [
    at('look-alike', 'https://verify.example.net/#', 'A domain that begins like the verifier’s.'),
    at('look-alike-letter', 'https://verify.exаmple/#', 'A Cyrillic letter in the domain.'),
    at('user', 'https://verify.example@evil.example/#', 'The verifier’s domain as a user name of another.'),
    at('subdomain', 'https://verify.example.evil.example/#', 'The verifier’s domain as a part of another.'),
    at('http', 'http://verify.example/#', 'Not encrypted.'),
    at('port', 'https://verify.example:8443/#', 'Another port.'),
    at('path', 'https://verify.example/redirect/#', 'A path, which may lead elsewhere.'),
    at('query', 'https://verify.example/?to=evil.example#', 'A query in the address.'),
    at('capitals', 'HTTPS://VERIFY.EXAMPLE/#', 'Capital letters; one address has one spelling.'),
    other('script', `javascript:alert(1)//#${digits}`, 'A script for the browser.'),
    other('later-version', qr.replace('#1', '#2'), 'A later version of the format.', 'form qr-version-unknown'),
    other(
      'leading-zero',
      qr.replace('#1', '#10'),
      'A zero in front: one number would have two spellings.',
      'form qr-invalid',
    ),
    other('too-few', `https://verify.example/#${digits.slice(0, 15)}`, 'Too few digits.', 'form qr-invalid'),
    other('arabic', digits.replaceAll('1', '١'), 'Arabic digits.'),
    other('full-width', digits.replace('1', '１'), 'A full-width digit.'),
    other('space', `${digits} `, 'A space at the end.'),
    other('cut-off', digits.slice(0, -3), 'The last digits are missing.', 'form qr-invalid'),
  ]
}

const hex = (text: string): Bytes => fromHex(text.replaceAll(' ', ''))
const cose = (header: Uint8Array, payload: Uint8Array, signature: Uint8Array) =>
  digitsOf(assembleSign1(header, payload, signature))
/** Signed by the key, whatever it says. */
const signed = (
  key: DeterministicKey,
  payload: Uint8Array,
  header: Uint8Array = protectedHeader(fromBase64url(key.kid)!),
) => cose(header, payload, key.sign(sign1Input(header, payload)))

function signatureCases({ keys, issue }: GoldenWorld, { parts, qr, digits }: Golden): Refused[] {
  const { header, payload } = parts
  const signature = keys.qr.sign(sign1Input(header, payload))
  const other = issue({ nth: 2 })
  const invalid = (name: string, text: string, comment: string): Refused => [
    name,
    'signature signature-invalid',
    text,
    comment,
  ]
  const use: Deciding = 'issuer-key key-use-not-allowed'
  return [
    invalid('last-digit', `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`, 'The last digit is changed.'),
    invalid(
      'own-key-genuine-hint',
      cose(header, payload, keys.stranger.sign(sign1Input(header, payload))),
      'A stranger’s key under the registry’s hint.',
    ),
    invalid('signature-zeros', cose(header, payload, new Uint8Array(64)), 'r and s are zero.'),
    invalid('spliced-payload', cose(header, other.parts.payload, signature), 'The payload of another certificate.'),
    invalid(
      'signature-without-structure',
      cose(header, payload, keys.qr.sign(payload)),
      'The signature is over the payload alone.',
    ),
    ['own-key', 'issuer-key kid-unknown', signed(keys.stranger, payload), 'A stranger’s key under its own hint.'],
    ['credential-key', use, signed(keys.credential, payload), 'The registry’s key for credentials.'],
    ['status-key', use, signed(keys.status, payload), 'The registry’s key for status lists.'],
    [
      'signature-der',
      'form signature-invalid',
      digitsOf(encodeCbor(new Tag(18, [header, new Map(), payload, derSignature(signature)]))),
      'The right signature in ASN.1.',
    ],
    ['twice', 'form qr-untrusted-url', `${qr}${qr}`, 'The text stands twice.'],
  ]
}

function envelopeCases({ keys }: GoldenWorld, { parts }: Golden): Refused[] {
  const { header, payload } = parts
  const signature = keys.qr.sign(sign1Input(header, payload))
  const [first, second, third] = [header, payload, signature].map(encodeCbor)
  const envelope = (start: string, unprotected = 'a0', end = '') =>
    digitsOf(concatBytes(hex(start), first!, hex(unprotected), second!, third!, hex(end)))
  const headed = (entries: readonly (readonly [unknown, unknown])[]) =>
    signed(keys.qr, payload, encodeCbor(new Map(entries)))
  const hint = fromBase64url(keys.qr.kid)!.slice(0, 8)
  const [alg, kid, typ] = [
    [1, -9],
    [4, hint],
    [16, 'euc+cwt'],
  ] as const
  return [
    [
      'header-alg-es256',
      'form alg-not-allowed',
      headed([[1, -7], kid, typ]),
      'alg ES256, which leaves the curve open, instead of ESP256.',
    ],
    ['header-alg-mac', 'form alg-not-allowed', headed([[1, 5], kid, typ]), 'alg HMAC 256.'],
    ['header-typ', 'form typ-not-allowed', headed([alg, kid, [16, 'cwt']]), 'The type of any token.'],
    ['header-crit', 'form header-invalid', headed([alg, [2, [99]], kid, typ]), 'A critical extension.'],
    [
      'header-long-hint',
      'form header-invalid',
      headed([alg, [4, fromBase64url(keys.qr.kid)!], typ]),
      'The whole thumbprint instead of its first eight bytes.',
    ],
    [
      'header-unprotected-alg',
      'form header-invalid',
      envelope('d2 84', 'a1 01 28'),
      'An algorithm outside of the signature.',
    ],
    ['untagged', 'form segments', envelope('84'), 'COSE_Sign1 without its tag.'],
    ['tagged-as-mac', 'form segments', envelope('d1 84'), 'The tag of COSE_Mac0.'],
    ['tag-twice', 'form segments', envelope('d2 d2 84'), 'The tag stands twice.'],
    ['trailing-byte', 'form not-canonical', envelope('d2 84', 'a0', '00'), 'A byte behind the end.'],
    ['indefinite-array', 'form not-canonical', envelope('d2 9f', 'a0', 'ff'), 'An array of indefinite length.'],
    ['long-tag', 'form not-canonical', envelope('d8 12 84'), 'The tag in more bytes than it needs.'],
  ]
}

function encodingCases({ keys }: GoldenWorld, { parts: { payload } }: Golden): Refused[] {
  const members = [...(decodeCbor(payload) as Map<number, unknown>)].map(([name, value]) =>
    concatBytes(encodeCbor(name), encodeCbor(value)),
  )
  const [first, second, ...rest] = members as [Bytes, Bytes, ...Bytes[]]
  const map = (head: string, ...entries: Uint8Array[]) => concatBytes(hex(head), ...entries)
  const written = (name: string, bytes: Uint8Array, comment: string): Refused => [
    `cbor-${name}`,
    'form not-canonical',
    signed(keys.qr, bytes),
    comment,
  ]
  const exp = first.slice(1)
  return [
    written('indefinite-map', map('bf', ...members, hex('ff')), 'A map of indefinite length.'),
    written('long-length', map('b8 0c', ...members), 'The length of the map in more bytes than it needs.'),
    written('other-order', map('ac', second, first, ...rest), 'Two members in the other order.'),
    written('duplicate-key', map('ad', first, first, second, ...rest), 'A member twice.'),
    written(
      'duplicate-key-other-value',
      map('ad', first, hex('04 00'), second, ...rest),
      'A member twice, with two values.',
    ),
    written(
      'duplicate-key-other-length',
      map('ad', first, concatBytes(hex('18 04'), exp), second, ...rest),
      'A member twice, its key in two spellings.',
    ),
    written('float-time', map('ac', hex('04 fb 41dae00000000000'), second, ...rest), 'A time as a float.'),
    written(
      'long-integer',
      map('ac', concatBytes(hex('04 1b 00000000'), exp.slice(1)), second, ...rest),
      'A time in more bytes than it needs.',
    ),
    written('trailing-byte', concatBytes(payload, hex('00')), 'A byte behind the map.'),
    written('deep', concatBytes(new Uint8Array(200).fill(0x81), hex('80')), 'Two hundred lists in one another.'),
  ]
}

function valueCases({ keys }: GoldenWorld, { parts }: Golden): Refused[] {
  const changed = (
    name: string,
    label: number,
    value: unknown,
    comment: string,
    because: Deciding = 'form schema-invalid',
  ): Refused => {
    const claims = decodeCbor(parts.payload) as Map<number, unknown>
    return [name, because, signed(keys.qr, encodeCbor(new Map([...claims]).set(label, value))), comment]
  }
  const lines = (...quantities: unknown[]) =>
    quantities.map((quantity, at) => [at + 1, '845710', null, quantity, 'NAR'])
  return [
    changed('quantity-number', -5, lines(2), 'A quantity as a number.'),
    changed('quantity-exponent', -5, lines('1e3'), 'A quantity with an exponent.'),
    changed('quantity-arabic-digits', -5, lines('٢'), 'A quantity in Arabic digits.'),
    changed('more-lines-than-counted', -5, lines('1', '1', '1'), 'Three lines, where two are counted.'),
    changed(
      'text-bidi',
      -3,
      ['Mekong \u202Enoisicerp\u202C', 'VN'],
      'A name that the eye reads backwards.',
      'form text-invalid',
    ),
    changed(
      'text-zero-width',
      -4,
      ['Saigon\u200B Logistics', 'VN'],
      'A zero-width space in a name.',
      'form text-invalid',
    ),
    changed('text-not-nfc', -3, ['Me\u0302kong', 'VN'], 'A letter and its accent apart.', 'form text-invalid'),
    changed('time-milliseconds', 4, 1_825_027_200_000, 'A time in milliseconds.'),
    changed('status-index', -1, [28_416, 1_048_576], 'A position beyond the list.'),
    changed('short-hash', -2, new Uint8Array(31), 'Half a hash.'),
    changed('member-more', -99, 1, 'A member that the format does not have.'),
  ]
}
