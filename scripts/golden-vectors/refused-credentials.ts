import { createHmac } from 'node:crypto'
import { canonicalJson } from '#domain/canonical-json.ts'
import { fromBase64url, toBase64url, toUtf8 } from '#domain/bytes.ts'
import { derSignature } from './deterministic-key.ts'
import type { GoldenCase } from './golden-case.ts'
import type { GoldenWorld } from './golden-world.ts'
import { refusedPayloads, type RefusedCredential } from './refused-payloads.ts'

const typ = 'euc+sd-jwt'

/** Credentials that are not written in the one way, or whose signature or key is wrong. */
export function refusedCredentialCases(world: GoldenWorld): GoldenCase[] {
  const evidence = world.online(world.issue())
  return [...headerCases(world), ...signatureCases(world), ...encodingCases(world), ...refusedPayloads(world)].map(
    ([name, because, credential, comment]) => ({
      name: `refused-credential-${name}`,
      comment,
      presented: { credential },
      evidence,
      verdict: 'invalid',
      because: [because],
    }),
  )
}

function headerCases({ keys, issue, jws, request, list, organisation }: GoldenWorld): RefusedCredential[] {
  const { payload, credential } = issue()
  const { credential: key, stranger } = keys
  const [, encoded = '', signature = ''] = credential.slice(0, -1).split('.')
  const header = (over: object) => toBase64url(toUtf8(canonicalJson({ alg: 'ES256', kid: key.kid, typ, ...over })))
  const signed = (over: object, by = key) => `${jws(typ, payload, by, over)}~`
  const hs256 = header({ alg: 'HS256' })
  const mac = createHmac('sha256', canonicalJson(key.jwk)).update(`${hs256}.${encoded}`).digest('base64url')
  const member = (name: string, value: unknown): RefusedCredential => [
    `header-${name}`,
    'form header-invalid',
    signed({ [name]: value }),
    `The signed header has the member ${name}; it has exactly alg, kid and typ.`,
  ]
  const kid = (name: string, value: string): RefusedCredential => [
    `kid-${name}`,
    'form header-invalid',
    signed({ kid: value }),
    `The key id is no thumbprint but ${JSON.stringify(value)}.`,
  ]
  const kind = (name: string, token: string, comment: string): RefusedCredential => [
    `typ-${name}`,
    'form typ-not-allowed',
    `${token}~`,
    comment,
  ]
  return [
    [
      'alg-none',
      'form alg-not-allowed',
      `${header({ alg: 'none' })}.${encoded}.${signature}~`,
      'The header says that there is no signature.',
    ],
    [
      'alg-none-mixed-case',
      'form alg-not-allowed',
      `${header({ alg: 'nOnE' })}.${encoded}.${signature}~`,
      'The same in mixed case.',
    ],
    ['alg-none-without-signature', 'form segments', `${header({ alg: 'none' })}.${encoded}.~`, 'No signature at all.'],
    [
      'alg-hs256-public-key',
      'form alg-not-allowed',
      `${hs256}.${encoded}.${mac}~`,
      'A MAC with the public key as its secret.',
    ],
    ['alg-es384', 'form alg-not-allowed', signed({ alg: 'ES384' }), 'Another algorithm, although the key signed it.'],
    member('jwk', stranger.jwk),
    member('jku', 'https://evil.example/keys'),
    member('x5u', 'https://evil.example/chain'),
    member('x5c', ['AAAA']),
    member('crit', ['b64']),
    member('b64', false),
    member('zip', 'DEF'),
    [
      'header-jwk-own-key',
      'form header-invalid',
      signed({ jwk: stranger.jwk, kid: stranger.kid }, stranger),
      'Signed by a stranger who brings the key along.',
    ],
    kid('path', '../../../etc/passwd'),
    kid('sql', "x' UNION SELECT key --"),
    kid('proto', '__proto__'),
    kid('url', 'https://evil.example/key'),
    kind('jwt', jws('JWT', payload, key), 'The type of any token.'),
    kind(
      'request',
      request(payload.statement, { iss: organisation.id }).token,
      'The importer’s request in the place of a credential.',
    ),
    kind('status-list', list({ 1: 0 }), 'A status list in the place of a credential.'),
    kind(
      'status-list-by-credential-key',
      jws('statuslist+jwt', payload, key),
      'The type of a status list, signed by the credential key.',
    ),
  ]
}

function signatureCases({ keys, issue, jws }: GoldenWorld): RefusedCredential[] {
  const { payload, credential } = issue()
  const other = issue({ nth: 2 })
  const [header = '', encoded = '', signature = ''] = credential.slice(0, -1).split('.')
  const bytes = fromBase64url(signature)!
  const withSignature = (forged: Uint8Array) => `${header}.${encoded}.${toBase64url(forged)}~`
  const by = (key: GoldenWorld['keys'][keyof GoldenWorld['keys']], kid = key.kid) =>
    `${jws(typ, payload, key, { kid })}~`
  const half = (first: Uint8Array, second: Uint8Array) => Uint8Array.from([...first, ...second])
  const zeros = new Uint8Array(32)
  return [
    ['own-key', 'issuer-key kid-unknown', by(keys.stranger), 'A stranger’s key under its own id.'],
    [
      'own-key-genuine-kid',
      'signature signature-invalid',
      by(keys.stranger, keys.credential.kid),
      'A stranger’s key under the registry’s key id.',
    ],
    ['importer-key', 'issuer-key kid-unknown', by(keys.importer), 'The importer’s own key.'],
    ['qr-key', 'issuer-key key-use-not-allowed', by(keys.qr), 'The registry’s key for QR codes.'],
    ['status-key', 'issuer-key key-use-not-allowed', by(keys.status), 'The registry’s key for status lists.'],
    ['trust-list-key', 'issuer-key key-use-not-allowed', by(keys['trust-list']), 'The registry’s key for trust lists.'],
    [
      'signature-zeros',
      'signature signature-invalid',
      withSignature(new Uint8Array(64)),
      'r and s are zero (CVE-2022-21449).',
    ],
    ['signature-r-zero', 'signature signature-invalid', withSignature(half(zeros, bytes.slice(32))), 'r is zero.'],
    ['signature-s-zero', 'signature signature-invalid', withSignature(half(bytes.slice(0, 32), zeros)), 's is zero.'],
    [
      'signature-ones',
      'signature signature-invalid',
      withSignature(new Uint8Array(64).fill(255)),
      'r and s are beyond the order of the curve.',
    ],
    ['signature-der', 'form signature-invalid', withSignature(derSignature(bytes)), 'The right signature in ASN.1.'],
    ['signature-short', 'form signature-invalid', withSignature(bytes.slice(0, 63)), 'One byte less.'],
    [
      'spliced-payload',
      'signature signature-invalid',
      `${header}.${other.credential.split('.')[1]}.${signature}~`,
      'The payload of another certificate.',
    ],
    [
      'spliced-signature',
      'signature signature-invalid',
      other.credential.replace(/[^.]+~$/, `${signature}~`),
      'The signature of another certificate.',
    ],
  ]
}

/** The last character of 64 bytes has four spare bits. */
function withSpareBits(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return `${text.slice(0, -1)}${alphabet[alphabet.indexOf(text.at(-1)!) | 1]}`
}

function encodingCases({ issue }: GoldenWorld): RefusedCredential[] {
  const { credential } = issue()
  const [header = '', payload = '', signature = ''] = credential.slice(0, -1).split('.')
  const encoding = (name: string, text: string, comment: string): RefusedCredential => [
    name,
    'form encoding-invalid',
    text,
    comment,
  ]
  return [
    encoding('padding', `${header}.${payload}.${signature}==~`, 'The signature is padded.'),
    encoding('padded-header', `${header}=.${payload}.${signature}~`, 'The header is padded.'),
    encoding(
      'trailing-bits',
      `${header}.${payload}.${withSpareBits(signature)}~`,
      'The spare bits of the last character are not zero.',
    ),
    encoding('standard-alphabet', credential.replace(/[-_]/, '+'), 'base64 instead of base64url.'),
    encoding('line-break', `${header}.\n${payload}.${signature}~`, 'A line break between the parts.'),
    encoding('space', ` ${credential}`, 'A space in front.'),
    ['without-tilde', 'form segments', credential.slice(0, -1), 'A JWS without the tilde.'],
    [
      'disclosure',
      'form segments',
      `${credential}WyJzYWx0IiwibmFtZSIsIngiXQ~`,
      'A disclosure, which version 1 does not have.',
    ],
    ['fourth-part', 'form segments', `${header}.${payload}.${signature}.AAAA~`, 'Four parts.'],
    [
      'json-serialization',
      'form segments',
      JSON.stringify({ payload, protected: header, signature }),
      'The JSON form of a JWS.',
    ],
  ]
}
