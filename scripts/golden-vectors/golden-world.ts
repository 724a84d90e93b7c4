import { createHash } from 'node:crypto'
import { constants, deflateSync } from 'node:zlib'
import type { SatisfiedProfile } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import type { KeyUse, OrganisationKey, Registry, RegistryKey } from '#schemas/keys.ts'
import type { SignatoryOrganisation } from '#schemas/organisation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import type { StatusValue } from '#schemas/status-list.ts'
import { fromUtf8, toBase64url, toUtf8, type Bytes } from '#domain/bytes.ts'
import { canonicalBytes, canonicalJson } from '#domain/canonical-json.ts'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import { credentialPayloadOf } from '#domain/certificate/credential.ts'
import { assembleSign1, sign1Input } from '#domain/qr/cose-sign1.ts'
import { qrPayloadOf, qrText } from '#domain/qr/qr-code.ts'
import { digitsOf } from '#domain/qr/qr-digits.ts'
import { newStatusBits, setStatus } from '#domain/status/status-bits.ts'
import { statusListPayloadOf } from '#domain/status/status-list-token.ts'
import { deterministicKey, type DeterministicKey } from './deterministic-key.ts'
import { goldenStatement } from './statements.ts'

export const issuer = 'https://registry.example'
export const verifierOrigin = 'https://verify.example'
export const neighbour = 'https://registry.neighbour.example'
export const day = 86_400
/** 2026-11-02T09:30:00Z */
export const issuedAt = Date.UTC(2026, 10, 2, 9, 30) / 1000
/** 2026-11-10T08:00:00Z */
export const clock = Date.UTC(2026, 10, 10, 8) / 1000
/** The list of certificates that end in the fourth quarter of 2027. */
export const listNumber = 28_416

const keyNames = [
  'credential',
  'qr',
  'status',
  'trust-list',
  'importer',
  'stranger',
  'neighbour credential',
  'neighbour qr',
  'neighbour status',
] as const
export type KeyName = (typeof keyNames)[number]
export type Keys = Readonly<Record<KeyName, DeterministicKey>>

const organisation: SignatoryOrganisation = {
  id: 'mekong-precision',
  name: 'Mekong Precision JSC',
  country: 'VN',
  roles: ['importer'],
  active: true,
}

export type Payload = ReturnType<typeof credentialPayloadOf>

export interface Golden {
  readonly payload: Payload
  readonly payloadText: string
  readonly sth: string
  readonly credential: string
  readonly digits: string
  readonly qr: string
  readonly request: string
  /** Protected header and payload of the QR code, before they were signed. */
  readonly parts: { readonly header: Bytes; readonly payload: Bytes }
}

export interface IssueOptions {
  readonly statement?: Statement
  readonly issuedAt?: number
  readonly profiles?: readonly SatisfiedProfile[]
  /** Number of the certificate: its id, and unless `index` is given its position in the list. */
  readonly nth?: number
  readonly index?: number
  readonly of?: 'registry' | 'neighbour'
}

/** ZLIB by runs of equal bytes alone, which every build of the library finds alike. */
export const zipped = (bytes: Uint8Array): string =>
  deflateSync(bytes, { level: 9, strategy: constants.Z_RLE }).toString('base64url')

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url')

/** Two registries, an importer and a stranger: what the golden vectors are made from. */
export async function goldenWorld() {
  const made = await Promise.all(
    keyNames.map((name) => deterministicKey(`end-use-registry golden vectors: ${name} key`)),
  )
  const keys = Object.fromEntries(keyNames.map((name, at) => [name, made[at]!])) as Record<KeyName, DeterministicKey>
  return { keys, ...signing(keys), ...facts(keys) }
}
export type GoldenWorld = Awaited<ReturnType<typeof goldenWorld>>

function signing(keys: Keys) {
  /** A JWS over any text, which need not be canonical. */
  function jwsOfText(header: string, payload: string, key: DeterministicKey): string {
    const input = `${toBase64url(toUtf8(header))}.${toBase64url(toUtf8(payload))}`
    return `${input}.${toBase64url(key.sign(toUtf8(input)))}`
  }

  function jws(typ: string, payload: unknown, key: DeterministicKey, header: object = {}): string {
    return jwsOfText(canonicalJson({ alg: 'ES256', kid: key.kid, typ, ...header }), canonicalJson(payload), key)
  }

  function request(statement: unknown, over: object = {}): { payload: Bytes; token: string } {
    const payload = canonicalBytes({ aud: issuer, iat: issuedAt - 900, iss: organisation.id, statement, ...over })
    const head = canonicalJson({ alg: 'ES256', kid: keys.importer.kid, typ: 'euc-req+jwt' })
    return { payload, token: jwsOfText(head, fromUtf8(payload), keys.importer) }
  }

  function issue(options: IssueOptions = {}): Golden {
    const { statement = goldenStatement(), nth = 1, index = nth, of = 'registry' } = options
    const by = of === 'registry' ? issuer : neighbour
    const signed = request(statement, { aud: by })
    const payload = credentialPayloadOf({
      issuer: by,
      id: certificateIdFrom(Uint8Array.from({ length: 16 }, (_, at) => (at * 16 + nth) & 255)),
      issuedAt: options.issuedAt ?? issuedAt,
      statement,
      organisation: organisation.id,
      requestDigest: digestOf(signed.payload),
      status: { list: listNumber, index },
      ...(options.profiles === undefined ? {} : { profiles: options.profiles }),
    })
    const [credentialKey, qrKey] =
      of === 'registry' ? [keys.credential, keys.qr] : [keys['neighbour credential'], keys['neighbour qr']]
    const payloadText = canonicalJson(payload)
    const sth = digestOf(toUtf8(payloadText))
    const parts = qrPayloadOf(payload, sth, qrKey.kid, verifierOrigin)
    const signature = qrKey.sign(sign1Input(parts.header, parts.payload))
    const digits = digitsOf(assembleSign1(parts.header, parts.payload, signature))
    return {
      payload,
      payloadText,
      sth,
      credential: `${jws('euc+sd-jwt', payload, credentialKey)}~`,
      digits,
      qr: qrText(verifierOrigin, digits),
      request: signed.token,
      parts,
    }
  }

  /** One edition of a status list; positions that are not named were never given. */
  function list(entries: Readonly<Record<number, StatusValue>>, options: ListOptions = {}): string {
    const { key = keys.status, number = listNumber, seq = 7, at = clock - 600, by = issuer, over = {} } = options
    const bits = newStatusBits()
    for (const [index, value] of Object.entries(entries)) setStatus(bits, Number(index), value)
    const lst = options.lst ?? zipped(bits)
    const payload = { ...statusListPayloadOf({ issuer: by, list: number, seq, now: at, lst }), ...over }
    return jws('statuslist+jwt', payload, key)
  }

  return { jws, jwsOfText, request, issue, list }
}

export interface ListOptions {
  readonly key?: DeterministicKey
  readonly number?: number
  readonly seq?: number
  readonly at?: number
  readonly by?: string
  /** In the place of the bits. */
  readonly lst?: string
  readonly over?: object
}

const window = { notBefore: issuedAt - 30 * day, notAfter: issuedAt + 366 * day, state: 'active' } as const
export const notReached = { found: 'not-reached' } as const
type Fact<T> = Extract<T, { found: 'yes' }> extends { fact: infer F } ? F : never

function facts(keys: Keys) {
  const registryKey = (use: KeyUse, { kid, jwk }: DeterministicKey): RegistryKey => ({ kid, jwk, ...window, use })
  const registry = (asOf: number): Registry => ({
    issuer,
    name: 'Registry of the golden vectors',
    verifierOrigins: [verifierOrigin],
    keys: (['credential', 'qr', 'status', 'trust-list'] as const).map((use) => registryKey(use, keys[use])),
    asOf,
  })
  const neighbourRegistry = (asOf: number): Registry => ({
    issuer: neighbour,
    name: 'Registry next door',
    verifierOrigins: ['https://verify.neighbour.example', verifierOrigin],
    keys: (['credential', 'qr', 'status'] as const).map((use) => registryKey(use, keys[`neighbour ${use}`])),
    asOf,
  })
  const importerKey: OrganisationKey = {
    kid: keys.importer.kid,
    jwk: keys.importer.jwk,
    ...window,
    organisation: organisation.id,
  }

  function record({ payload, sth }: Golden, over: Partial<Fact<Evidence['record']>> = {}): Fact<Evidence['record']> {
    const { id, name, country } = organisation
    return {
      id: payload.jti,
      sth,
      status: 'active',
      statusSince: payload.iat,
      issuedAt: payload.iat,
      kind: 'EUS',
      issuerCountry: 'VN',
      validFrom: payload.nbf,
      validUntil: payload.exp,
      signatory: { organisation: id, name, country, confirmed: true },
      ...over,
    }
  }

  /** What the registry answers to who holds the credential or the QR code. */
  function online(golden: Golden, over: Partial<Fact<Evidence['record']>> = {}, asOf = clock - 2): Evidence {
    return {
      registries: [registry(asOf)],
      record: { found: 'yes', asOf, fact: record(golden, over) },
      signatory: { found: 'yes', asOf, fact: { request: golden.request, organisation, keys: [importerKey] } },
    }
  }

  /** What a telephone without a signal holds: keys and a list that were fetched before. */
  function offline(token: string, asOf = clock - 600): Evidence {
    return {
      registries: [registry(asOf)],
      record: notReached,
      signatory: notReached,
      statusList: { found: 'yes', asOf, fact: { token } },
    }
  }

  return { registry, neighbourRegistry, importerKey, organisation, online, offline }
}
