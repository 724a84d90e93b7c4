import { signatoryOrganisationOf } from '#domain/certificate/signatory-organisation.ts'
import type { Certificate, SatisfiedProfile } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import {
  keyUses,
  type KeyUse,
  type OrganisationKey,
  type PublicJwk,
  type Registry,
  type RegistryKey,
} from '#schemas/keys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { fromUtf8, sha256Base64url, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { canonicalBytes, canonicalJson } from '#domain/canonical-json.ts'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import { credentialPayloadOf } from '#domain/certificate/credential.ts'
import { signCertificate } from '#domain/certificate/sign-certificate.ts'
import { keyIdOf } from '#domain/key-id.ts'
import { qrText } from '#domain/qr/qr-code.ts'
import { aStatement } from './a-statement.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

export const issuer = 'https://registry.example'
export const verifierOrigin = 'https://verify.example'
/** 2026-11-10T00:00Z: inside the validity of `aStatement()`. */
export const aMoment = 1_794_268_800

export interface KeyPair {
  readonly kid: string
  readonly jwk: PublicJwk
  sign(bytes: Bytes): Promise<Bytes>
}

export async function aKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const jwk: PublicJwk = { crv: 'P-256', kty: 'EC', x: x!, y: y! }
  return {
    kid: await keyIdOf(jwk),
    jwk,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, bytes)),
  }
}

/** A compact JWS over canonical header and payload; `header` and `payload` may be anything a test wants to see refused. */
export async function aJws(
  key: KeyPair,
  typ: string,
  payload: unknown,
  header: object = { alg: 'ES256', kid: key.kid, typ },
): Promise<string> {
  const input = `${toBase64url(canonicalBytes(header))}.${toBase64url(canonicalBytes(payload))}`
  return `${input}.${toBase64url(await key.sign(toUtf8(input)))}`
}

/** A registry with its keys, one importer, and a way to issue certificates without any store. */
export async function aWorld() {
  const keys: Record<KeyUse, KeyPair> = {
    credential: await aKeyPair(),
    qr: await aKeyPair(),
    status: await aKeyPair(),
    'trust-list': await aKeyPair(),
    access: await aKeyPair(),
  }
  const importerKey = await aKeyPair()
  const organisation: Organisation = {
    id: 'mekong-precision',
    name: 'Mekong Precision JSC',
    country: 'VN',
    roles: ['importer'],
    state: 'active',
    identity: [],
    version: 1,
  }
  const window = { notBefore: aMoment - 1_000_000, notAfter: aMoment + 30_000_000, state: 'active' } as const
  const organisationKey: OrganisationKey = {
    kid: importerKey.kid,
    jwk: importerKey.jwk,
    organisation: organisation.id,
    ...window,
  }
  const registryKeys: RegistryKey[] = keyUses.map((use) => ({
    use,
    kid: keys[use].kid,
    jwk: keys[use].jwk,
    ...window,
  }))
  const registry: Registry = {
    issuer,
    name: 'Registry of tests',
    verifierOrigins: [verifierOrigin],
    keys: registryKeys,
    asOf: aMoment,
  }
  let issued = 0

  async function request(statement: unknown, over: object = {}): Promise<string> {
    return aJws(importerKey, 'euc-req+jwt', {
      aud: issuer,
      iat: aMoment - 60,
      iss: organisation.id,
      statement,
      ...over,
    })
  }

  async function issue(
    statement: Statement = aStatement(),
    profiles: readonly SatisfiedProfile[] = [],
  ): Promise<Certificate> {
    const token = await request(statement)
    const digest = await sha256Base64url(
      canonicalBytes({ aud: issuer, iat: aMoment - 60, iss: organisation.id, statement }),
    )
    issued += 1
    const id = certificateIdFrom(Uint8Array.from({ length: 16 }, (_, at) => (issued * 31 + at * 7) % 256))
    const facts = {
      issuer,
      id,
      issuedAt: aMoment - 50,
      statement,
      organisation: organisation.id,
      requestDigest: digest,
      profiles,
      status: { list: 27_392, index: issued },
    }
    return signCertificate(
      {
        organisation: organisation.id,
        payload: canonicalJson(credentialPayloadOf(facts)),
        request: token,
        leafSalt: toBase64url(new Uint8Array(32).fill(issued)),
      },
      { credential: keys.credential.kid, qr: keys.qr.kid },
      async (use, bytes) => ({ kid: keys[use].kid, signature: await keys[use].sign(bytes) }),
      verifierOrigin,
    )
  }

  /** Everything a verifier of this certificate could know, a second ago. */
  function evidenceOf(certificate: Certificate, asOf = aMoment): Evidence {
    const { id, sth, status, statusSince, issuedAt, validFrom, validUntil } = certificate
    const signatory = {
      organisation: organisation.id,
      name: organisation.name,
      country: organisation.country,
      confirmed: true,
    }
    return {
      registries: [{ ...registry, asOf }],
      record: {
        found: 'yes',
        asOf,
        fact: {
          id,
          sth,
          status,
          statusSince,
          issuedAt,
          kind: 'EUS',
          issuerCountry: 'VN',
          validFrom,
          validUntil,
          signatory,
        },
      },
      signatory: {
        found: 'yes',
        asOf,
        fact: {
          request: certificate.request,
          organisation: signatoryOrganisationOf(organisation, certificate.issuedAt),
          keys: [organisationKey],
        },
      },
    }
  }

  return {
    keys,
    importerKey,
    organisation,
    organisationKey,
    registry,
    request,
    issue,
    evidenceOf,
    qrOf: (certificate: Certificate) => qrText(verifierOrigin, certificate.qrDigits),
  }
}

export type World = Awaited<ReturnType<typeof aWorld>>

/** The payload of a credential, as a value to tamper with. */
export function payloadOf({ credential }: Certificate): Record<string, unknown> {
  return JSON.parse(fromUtf8(Buffer.from(credential.split('.')[1]!, 'base64url'))) as Record<string, unknown>
}
