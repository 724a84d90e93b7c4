import { writeFileSync } from 'node:fs'
import { diagnose } from 'cbor2'
import { p256 } from '@noble/curves/nist.js'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import type { OrganisationKey, PublicJwk, Registry } from '#schemas/keys.ts'
import type { SignatoryOrganisation } from '#schemas/organisation.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { sha256, sha256Base64url, toBase64url, toHex, toUtf8, type Bytes } from '#domain/bytes.ts'
import { canonicalBytes, canonicalJson } from '#domain/canonical-json.ts'
import { bytesOfCertificateId, certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import { credentialPayloadOf } from '#domain/certificate/credential.ts'
import { signCertificate } from '#domain/certificate/sign-certificate.ts'
import { keyIdOf } from '#domain/key-id.ts'
import { qrText } from '#domain/qr/qr-code.ts'
import { bytesOfDigits } from '#domain/qr/qr-digits.ts'
import { readSign1 } from '#domain/qr/cose-sign1.ts'
import { verify } from '#domain/verification/verify.ts'

const issuer = 'https://registry.example'
const verifierOrigin = 'https://verify.example'
const day = 86_400
/** 2026-11-02T09:30:00Z */
const issuedAt = Date.UTC(2026, 10, 2, 9, 30) / 1000
/** 2026-11-10T08:00:00Z */
const now = Date.UTC(2026, 10, 10, 8) / 1000

const statement: Statement = {
  schemaVersion: '1',
  documentKind: 'EUS',
  scope: 'SINGLE',
  signedOn: '2026-10-30',
  validFrom: '2026-11-01',
  validUntil: '2027-10-31',
  language: 'en',
  parties: [
    {
      roles: ['EXPORTER'],
      kind: 'COMMERCIAL',
      legalName: 'Ankertal Präzisionsmaschinen GmbH',
      address: { lines: ['Ankerstraße 8'], city: 'Göppingen', region: 'DE-BW', country: 'DE' },
    },
    {
      roles: ['END_USER'],
      kind: 'COMMERCIAL',
      legalName: 'Mekong Precision JSC',
      identifiers: [{ scheme: 'LEI', value: '999900MEKONGPREC0151' }],
      address: { lines: ['Lot 7, Road D3'], city: 'Ho Chi Minh City', region: 'VN-SG', country: 'VN' },
    },
  ],
  lines: [
    {
      lineNo: 1,
      descriptionShort: 'Five-axis machining centre',
      hs: { code: '845710', edition: 'HS2022' },
      classifications: [{ regime: 'EU-ANNEX-I', code: '2B001b2', edition: '2025' }],
      quantity: '2',
      unit: 'NAR',
    },
  ],
  endUse: {
    text: 'Machining of gearbox housings for agricultural tractors in our own plant.',
    dispositions: ['CAPITAL'],
    civilMilitary: 'CIVIL',
    placesOfUse: { unknown: true, reason: 'The hall is being built.' },
    countryOfUse: 'VN',
  },
  assurances: [
    { code: 'A-USE-DECLARED', accepted: true },
    { code: 'A-NO-NUC', accepted: true },
    { code: 'A-NO-REEXPORT', accepted: true, params: { consentBy: 'BAFA' } },
  ],
  declarations: { changeNotice: true, dataSharingConsent: true, factsTrue: true },
  signatures: [
    {
      role: 'END_USER',
      person: { name: 'Nguyen Van Hai', title: 'General Director' },
      authority: 'LEGAL_REP',
      kind: 'PLATFORM_KEY',
      signedOn: '2026-10-30',
      place: 'Ho Chi Minh City',
    },
  ],
}

/** A key that everybody can make again: for this example and nothing else. Signs as RFC 6979 says, so bytes never change. */
async function exampleKey(name: string) {
  const secret = await sha256(toUtf8(`end-use-registry format example: ${name} key`))
  const point = p256.getPublicKey(secret, false)
  const jwk: PublicJwk = {
    crv: 'P-256',
    kty: 'EC',
    x: toBase64url(point.slice(1, 33)),
    y: toBase64url(point.slice(33)),
  }
  const sign = (bytes: Bytes): Bytes => new Uint8Array(p256.sign(bytes, secret, { lowS: false }))
  return { kid: await keyIdOf(jwk), jwk, d: toBase64url(secret), sign }
}

async function exampleKeys() {
  const [credential, qr, importer] = await Promise.all(['credential', 'qr', 'importer'].map(exampleKey))
  return { credential: credential!, qr: qr!, importer: importer! }
}
type Keys = Awaited<ReturnType<typeof exampleKeys>>

const organisation: SignatoryOrganisation = {
  id: 'mekong-precision',
  name: 'Mekong Precision JSC',
  country: 'VN',
  roles: ['importer'],
  active: true,
}

async function issued(keys: Keys): Promise<{ requestPayload: string; payload: string; certificate: Certificate }> {
  const requestPayload = canonicalJson({ aud: issuer, iat: issuedAt - 900, iss: organisation.id, statement })
  const head = canonicalBytes({ alg: 'ES256', kid: keys.importer.kid, typ: 'euc-req+jwt' })
  const input = `${toBase64url(head)}.${toBase64url(toUtf8(requestPayload))}`
  const payload = canonicalJson(
    credentialPayloadOf({
      issuer,
      id: certificateIdFrom(Uint8Array.from({ length: 16 }, (_, at) => at)),
      issuedAt,
      statement,
      organisation: organisation.id,
      requestDigest: await sha256Base64url(toUtf8(requestPayload)),
      status: { list: 28_416, index: 42 },
    }),
  )
  const certificate = await signCertificate(
    {
      organisation: organisation.id,
      payload,
      request: `${input}.${toBase64url(keys.importer.sign(toUtf8(input)))}`,
      leafSalt: toBase64url(new Uint8Array(32)),
    },
    { credential: keys.credential.kid, qr: keys.qr.kid },
    async (use, bytes) => ({ kid: keys[use].kid, signature: keys[use].sign(bytes) }),
    verifierOrigin,
  )
  return { requestPayload, payload, certificate }
}

function evidenceFor({ id, sth, status, statusSince, validFrom, validUntil, request }: Certificate, keys: Keys) {
  const window = { notBefore: issuedAt - 30 * day, notAfter: issuedAt + 366 * day, state: 'active' } as const
  const registryKey = (use: 'credential' | 'qr') => ({ kid: keys[use].kid, jwk: keys[use].jwk, ...window, use })
  const registry: Registry = {
    issuer,
    name: 'Registry of the example',
    verifierOrigins: [verifierOrigin],
    keys: [registryKey('credential'), registryKey('qr')],
    asOf: now - 2,
  }
  const { id: named, name, country } = organisation
  const signatory = { organisation: named, name, country, confirmed: true }
  const record = { id, sth, status, statusSince, issuedAt, kind: 'EUS', issuerCountry: 'VN', validFrom, validUntil }
  const key: OrganisationKey = { kid: keys.importer.kid, jwk: keys.importer.jwk, ...window, organisation: named }
  const notReached = { found: 'not-reached' } as const
  return {
    /** What `gather-evidence` answers to the holder of the credential, of the QR code, and nobody at all. */
    credential: {
      registries: [registry],
      record: { found: 'yes', asOf: now - 2, fact: record },
      signatory: { found: 'yes', asOf: now - 2, fact: { request, organisation, keys: [key] } },
    },
    qr: {
      registries: [registry],
      record: { found: 'yes', asOf: now - 2, fact: { ...record, signatory } },
      signatory: notReached,
    },
    keysOnly: { registries: [registry], record: notReached, signatory: notReached },
    none: { registries: [], record: notReached, signatory: notReached },
  } satisfies Record<string, Evidence>
}
type EvidenceName = keyof ReturnType<typeof evidenceFor>

/** Changed inputs that an implementation must judge alike: name, what is presented, by what evidence, and when. */
function casesFor({ id, credential, qrDigits }: Certificate, kid: string): [string, Presented, EvidenceName, number][] {
  const qr = qrText(verifierOrigin, qrDigits)
  const changed = qr.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
  const [head = '', payload = '', signature = ''] = credential.slice(0, -1).split('.')
  const unsigned = toBase64url(canonicalBytes({ alg: 'none', kid, typ: 'euc+sd-jwt' }))
  return [
    ['the credential', { credential }, 'credential', now],
    ['the QR code', { qr }, 'qr', now],
    ['the digits alone', { qr: qrDigits }, 'qr', now],
    ['the typed id', { id }, 'qr', now],
    ['the QR code, with the registry away and its keys known', { qr }, 'keysOnly', now],
    ['the QR code, with nothing known', { qr }, 'none', now],
    ['the first second after the last day', { qr }, 'keysOnly', Date.UTC(2027, 10, 1) / 1000],
    ['a clock that is a day behind the registry', { qr }, 'qr', now - day],
    ['the last digit changed', { qr: changed }, 'qr', now],
    ['the address of a stranger', { qr: qrText('https://verify.example.net', qrDigits) }, 'qr', now],
    ['padding in the payload', { credential: `${head}.${payload}=.${signature}~` }, 'credential', now],
    ['without the tilde', { credential: credential.slice(0, -1) }, 'credential', now],
    ['a header that says alg none', { credential: `${unsigned}.${payload}.${signature}~` }, 'credential', now],
  ]
}

/** The worked example of docs/format.md: a golden vector, which changes only when the format does. */
export async function formatExampleText(): Promise<string> {
  const keys = await exampleKeys()
  const { requestPayload, payload, certificate } = await issued(keys)
  const evidence = evidenceFor(certificate, keys)
  const cose = bytesOfDigits(certificate.qrDigits)
  const sign1 = readSign1(cose)
  const text = qrText(verifierOrigin, certificate.qrDigits)
  const judged = await Promise.all(
    casesFor(certificate, keys.credential.kid).map(async ([name, presented, by, at]) => {
      const { verdict, checks } = await verify(presented, evidence[by], at)
      const told = checks.map((check) => `${check.name} ${check.outcome} ${check.code}`)
      return { name, presented, evidence: by, now: at, verdict, checks: told }
    }),
  )
  const example = {
    about:
      'The worked example of docs/format.md. The keys are SHA-256 of "end-use-registry format example: <name> key" and signatures are those of RFC 6979, so that everybody can make it again. Never use these keys for anything else.',
    keys: Object.fromEntries(
      Object.entries(keys).map(([name, { kid, jwk, d }]) => [name, { kid, jwk: { ...jwk, d } }]),
    ),
    request: { payload: requestPayload, token: certificate.request },
    certificate: {
      id: certificate.id,
      idBytes: toHex(bytesOfCertificateId(certificate.id)),
      payload,
      sth: certificate.sth,
      credential: certificate.credential,
    },
    qr: {
      text,
      cose: toHex(cose),
      payload: toHex(sign1.payload),
      payloadDiagnostic: diagnose(sign1.payload),
      signingInput: toHex(sign1.signingInput),
    },
    evidence,
    now,
    reports: {
      credential: await verify({ credential: certificate.credential }, evidence.credential, now),
      qr: await verify({ qr: text }, evidence.qr, now),
    },
    cases: judged,
  }
  return `${JSON.stringify(example, undefined, 2)}\n`
}

if (import.meta.main)
  writeFileSync(new URL('../test/vectors/format-example.json', import.meta.url), await formatExampleText())
