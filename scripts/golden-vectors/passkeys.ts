import type { Evidence, SignatoryEvidence } from '#schemas/evidence.ts'
import type { SignatoryPasskey } from '#schemas/person.ts'
import { concatBytes, fromUtf8, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { passkeyDomain } from '#domain/webauthn/verify-assertion.ts'
import {
  assertionOver,
  attested,
  extended,
  passkeys,
  person,
  present,
  sha256,
  signedAt,
  verified,
  type Otherwise,
  type Sign,
} from './assertions.ts'
import { onlineCredential, refused, type Accepted, type Deciding, type GoldenCase } from './golden-case.ts'
import { clock, issuer, neighbour, type GoldenWorld } from './golden-world.ts'
import { goldenStatement } from './statements.ts'

/** Made after the others were published: the importer's statement is signed by a person with a passkey. */
export async function passkeyCases(world: GoldenWorld): Promise<GoldenCase[]> {
  const { issue, online, organisation, request } = world
  const made = await passkeys(organisation.id)
  const golden = issue()
  const presented = { credential: golden.credential }
  const { payload } = request(golden.payload.statement)
  const signed = (otherwise: Otherwise = {}) => assertionOver(payload, made.held, made.sign, otherwise)
  const by = (text: string, over: Partial<SignatoryEvidence> = {}): Evidence => ({
    ...online(golden),
    signatory: {
      found: 'yes',
      asOf: clock - 2,
      fact: { request: text, organisation, keys: [], passkeys: [made.held], person, ...over },
    },
  })
  const scene = { ...made, world, payload, signed, by, presented }
  return [
    ...accepted(scene).map((each) => ({ ...each, name: `accepted-${each.name}`, verdict: 'valid' as const })),
    ...lies(scene),
    ...foreign(scene),
    ...windows(scene),
  ]
}

interface PasskeyScene extends Awaited<ReturnType<typeof passkeys>> {
  readonly world: GoldenWorld
  readonly payload: Bytes
  readonly presented: { readonly credential: string }
  /** The request of the importer, by its person. */
  readonly signed: (otherwise?: Otherwise) => string
  readonly by: (text: string, over?: Partial<SignatoryEvidence>) => Evidence
}

function accepted({ by, signed, presented, payload, held, heldRsa, signRsa, signOtherS }: PasskeyScene): Accepted[] {
  const cases: [string, string, Evidence][] = [
    ['credential-signed-by-passkey', 'A person of the importer signed with a passkey (ES256).', by(signed())],
    [
      'credential-signed-by-rsa-passkey',
      'A person of the importer signed with a passkey whose key is RSA of 2048 bits (RS256).',
      by(assertionOver(payload, heldRsa, signRsa, {}), { passkeys: [heldRsa] }),
    ],
    [
      'credential-passkey-other-s',
      'The signature with n − s for s: authenticators give either, and both say the same.',
      by(signed({ sign: signOtherS })),
    ],
    [
      'credential-passkey-removed-later',
      'The passkey was removed in the second in which it signed: what it signed until then stays good.',
      by(signed(), { passkeys: [{ ...held, notAfter: signedAt }] }),
    ],
    [
      'credential-passkey-client-data-otherwise',
      'Client data with white space, an escape, further members and no crossOrigin; authenticator data with extensions.',
      by(
        signed({
          client: (text) =>
            ` ${text.replaceAll('/', '\\/').replace(',"crossOrigin":false', ', "more": {"origin": 1}')}\n`,
          flags: present | verified | extended,
          extensions: Uint8Array.of(0xa0),
        }),
      ),
    ],
  ]
  return cases.map(([name, comment, evidence]) => ({ name, comment, presented, evidence, because: onlineCredential }))
}

const refusing =
  (presented: PasskeyScene['presented'], because: Deciding) =>
  ([name, comment, evidence]: [string, string, Evidence]): GoldenCase =>
    refused(`credential-passkey-${name}`, [because], { presented, comment, evidence })

/** The signature is good, and says that it was made for something else or by nobody who was there. */
function lies({ by, signed, presented, sign, signRaw, signOther }: PasskeyScene): GoldenCase[] {
  const otherDigest = toBase64url(sha256(toUtf8('another payload')))
  const cases: [string, string, Otherwise][] = [
    ['other-origin', 'Signed on a page of another origin.', { origin: 'https://evil.example' }],
    ['other-port', 'Signed on another port of the registry’s host.', { origin: `${issuer}:8443` }],
    ['other-domain', 'The key belongs to another domain (rpIdHash).', { domain: 'evil.example' }],
    [
      'other-challenge',
      'The challenge is the digest of another payload.',
      { client: (text) => text.replace(/"challenge":"[^"]+"/, `"challenge":"${otherDigest}"`) },
    ],
    ['not-present', 'Nobody touched the authenticator (UP).', { flags: verified }],
    ['not-verified', 'The authenticator did not recognise its owner (UV).', { flags: present }],
    [
      'cross-origin',
      'Signed inside a page of another site.',
      { client: (text) => text.replace('"crossOrigin":false', '"crossOrigin":true') },
    ],
    [
      'top-origin',
      'Client data that name a top origin.',
      { client: (text) => text.replace('}', `,"topOrigin":"${issuer}"}`) },
    ],
    [
      'registration',
      'The answer of a registration, not of a signature.',
      { client: (text) => text.replace('webauthn.get', 'webauthn.create') },
    ],
    [
      'duplicate-origin',
      'Client data with two members “origin”, of which most readers see the last.',
      { client: (text) => text.replace('{', '{"origin":"https://evil.example",') },
    ],
    [
      'duplicate-challenge-escaped',
      'Client data with two members “challenge”, one of them written with an escape.',
      { client: (text) => text.replace('{', '{"ch\\u0061llenge":"",') },
    ],
    ['byte-order-mark', 'Client data with a byte order mark.', { client: (text) => `\uFEFF${text}` }],
    ['attested-data', 'Authenticator data that say they hold a key (AT).', { flags: present | verified | attested }],
    [
      'backed-up-but-not-eligible',
      'A key that is backed up although it cannot be (BS without BE).',
      { flags: present | verified | 0x10 },
    ],
    ['unannounced-bytes', 'Bytes behind the authenticator data without a flag.', { extensions: Uint8Array.of(0xa0) }],
    ['missing-extensions', 'A flag of extensions and none there.', { flags: present | verified | extended }],
    ['of-another', 'Signed by the passkey of another person under this one’s credential id.', { sign: signOther }],
    ['raw-signature', 'The signature as r and s; WebAuthn has it in DER.', { sign: signRaw }],
    [
      'padded-der',
      'DER with a zero too many before r: the number is the same, its spelling is not.',
      { sign: (bytes) => padded(sign(bytes)) },
    ],
    [
      'long-length-der',
      'DER whose length takes two bytes where one is enough (BER).',
      { sign: (bytes) => concatBytes(Uint8Array.of(0x30, 0x81), sign(bytes).slice(1)) },
    ],
    [
      'bytes-behind-der',
      'A byte behind the signature, which says that it ends before.',
      { sign: (bytes) => concatBytes(sign(bytes), Uint8Array.of(0)) },
    ],
    ['bytes-behind-client-data', 'Something behind the object of the client data.', { client: (text) => `${text}{}` }],
  ]
  return cases
    .map(([name, comment, otherwise]): [string, string, Evidence] => [name, comment, by(signed(otherwise))])
    .map(refusing(presented, 'signatory signatory-invalid'))
}

/** The same r and s, with a zero before r that DER does not allow there. */
function padded(der: Bytes): Bytes {
  const [, length = 0, , ofR = 0] = der
  return concatBytes(Uint8Array.of(0x30, length + 1, 0x02, ofR + 1, 0), der.slice(4))
}

/** Whose passkey, and what of: it must be that of the person and the organisation, over this statement. */
function foreign({ world, by, signed, presented, held, sign }: PasskeyScene): GoldenCase[] {
  const half = goldenStatement((changed) => void (changed.lines[0]!.quantity = '1'))
  const over = (statement: unknown, change: object, otherwise: Otherwise = {}) =>
    by(assertionOver(world.request(statement, change).payload, held, sign, otherwise))
  const { statement } = JSON.parse(new TextDecoder().decode(world.request(goldenStatement()).payload)) as {
    statement: unknown
  }
  const unknown: [string, string, Evidence][] = [
    ['unknown', 'The registry knows no passkey of this id.', by(signed(), { passkeys: [] })],
    [
      'of-other-organisation',
      'The passkey belongs to a person of another organisation.',
      by(signed(), { passkeys: [{ ...held, organisation: 'stranger-trading' }] }),
    ],
    [
      'of-other-person',
      'The passkey belongs to another person than is said to have signed.',
      by(signed(), { passkeys: [{ ...held, person: 'A'.repeat(22) }] }),
    ],
    ['without-person', 'Nobody is said to have signed.', by(signed(), { person: undefined })],
  ]
  const mismatched: [string, string, Evidence][] = [
    ['over-other-statement', 'The person signed half the quantity.', over(half, {})],
    [
      'for-other-registry',
      'The person signed this statement for another registry, on a page of that one.',
      over(statement, { aud: neighbour }, { origin: neighbour, domain: passkeyDomain(neighbour) }),
    ],
    [
      'in-other-name',
      'The person signed in the name of another organisation.',
      over(statement, { iss: 'stranger-trading' }),
    ],
  ]
  return [
    ...unknown.map(refusing(presented, 'signatory signatory-key-unknown')),
    ...mismatched.map(refusing(presented, 'signatory signatory-mismatch')),
  ]
}

/** When the passkey was good, how strong it is, and how the text is written. */
function windows({
  by,
  signed,
  presented,
  payload,
  held,
  heldRsa,
  heldShort,
  sign,
  signShort,
}: PasskeyScene): GoldenCase[] {
  const text = signed()
  // With an exponent of one, anybody can write down what a signature has to be.
  const digestInfo = Buffer.from('003031300d060960864801650304020105000420', 'hex')
  const weak = { ...heldRsa, jwk: { ...heldRsa.jwk, e: 'AQ' } as SignatoryPasskey['jwk'] }
  const forge: Sign = (bytes) => {
    const tail = concatBytes(digestInfo, sha256(bytes))
    return concatBytes(Uint8Array.of(0, 1), new Uint8Array(254 - tail.length).fill(0xff), tail)
  }
  const written = (member: string) =>
    by(assertionOver(toUtf8(fromUtf8(payload).replace(',"iat":', member)), held, sign, {}))
  const cases: [string, string, Evidence][] = [
    [
      'removed-before',
      'The passkey was removed a second before the signature.',
      by(text, { passkeys: [{ ...held, notAfter: signedAt - 1 }] }),
    ],
    [
      'made-after',
      'The passkey was registered more than five minutes after the signature.',
      by(text, { passkeys: [{ ...held, notBefore: signedAt + 301 }] }),
    ],
    [
      'rsa-exponent-one',
      'An RSA key with the exponent 1, by which everybody can sign.',
      by(assertionOver(payload, weak, forge, {}), { passkeys: [weak] }),
    ],
    [
      'rsa-short-modulus',
      'An RSA key of 1024 bits, with zeros in front so that it looks like one of 2048.',
      by(assertionOver(payload, heldShort, signShort, {}), { passkeys: [heldShort] }),
    ],
    ['seventh-part', 'The text has a part too many.', by(`${text}.AA`)],
    ['other-version', 'The text calls itself another version.', by(text.replace('webauthn1', 'webauthn2'))],
    ['padding', 'A part of the text ends in padding.', by(`${text}=`)],
    ['payload-spaced', 'A payload that is not canonical: a space between two members.', written(', "iat":')],
    [
      'payload-twice',
      'A payload with two members “iat”, of which most readers see the last.',
      written(',"iat":1,"iat":'),
    ],
  ]
  return cases.map(refusing(presented, 'signatory signatory-invalid'))
}
