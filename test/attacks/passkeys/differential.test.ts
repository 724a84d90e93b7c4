import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import type { SignatoryEvidence } from '#schemas/evidence.ts'
import { coseOf } from '#adapters/webauthn/cose-key.ts'
import { sha256Base64url, toBase64url } from '#domain/bytes.ts'
import { readAssertion } from '#domain/webauthn/assertion.ts'
import { goldenFiles } from '#test/vectors/golden-files.ts'

/** Where the library is less strict than we are, and why that is known. */
const lessStrict = [
  // It looks at `crossOrigin` only where `topOrigin` is there (its issue 613).
  'refused-credential-passkey-cross-origin',
  // JSON.parse takes the last of two members, and TextDecoder takes a byte order mark away.
  'refused-credential-passkey-duplicate-origin',
  'refused-credential-passkey-duplicate-challenge-escaped',
  'refused-credential-passkey-byte-order-mark',
  // Any RSA key is good enough for it.
  'refused-credential-passkey-rsa-exponent-one',
  'refused-credential-passkey-rsa-short-modulus',
  // It reads BER, and stops where the signature says that it ends.
  'refused-credential-passkey-bytes-behind-der',
  'refused-credential-passkey-long-length-der',
]

const vectors = goldenFiles().flatMap(({ name, evidence: { signatory } }) => {
  if (signatory.found !== 'yes' || !/^[^.]+(\.[^.]+){5}$/.test(signatory.fact.request)) return []
  const { request, passkeys = [] } = signatory.fact
  const id = request.split('.')[1]
  const passkey = passkeys.find((each) => each.id === id)
  // Whose the passkey is, when it was good and what was signed are not for the library to judge.
  const ours =
    /of-other|without-person|over-other|for-other-registry|in-other-name|removed|made-after|version|padding|payload/
  return passkey === undefined || (ours.test(name) && name.startsWith('refused')) ? [] : [{ name, request, passkey }]
})

async function libraryTakes({
  request,
  passkey,
}: Pick<SignatoryEvidence, 'request'> & { passkey: (typeof vectors)[0]['passkey'] }) {
  const { credentialId, payloadBytes, authenticatorData, clientDataJson, signature } = readAssertion(request, 200_000)
  const response: AuthenticationResponseJSON = {
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      authenticatorData: toBase64url(authenticatorData),
      clientDataJSON: toBase64url(clientDataJson),
      signature: toBase64url(signature),
    },
  }
  try {
    const { verified } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: await sha256Base64url(payloadBytes),
      expectedOrigin: 'https://registry.example',
      expectedRPID: 'registry.example',
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: coseOf(passkey.jwk), counter: 0 },
    })
    return verified
  } catch {
    return false
  }
}

describe('@simplewebauthn/server, asked about the golden vectors of passkeys,', () => {
  it.each(vectors)('agrees on $name', async (vector) => {
    const takes = vector.name.startsWith('accepted') || lessStrict.includes(vector.name)
    expect(await libraryTakes(vector)).toBe(takes)
  })

  it('was asked about enough of them', () => {
    expect(vectors.filter(({ name }) => name.startsWith('accepted'))).toHaveLength(5)
    expect(vectors.length).toBeGreaterThan(18)
  })
})
