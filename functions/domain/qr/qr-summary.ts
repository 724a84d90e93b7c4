import * as z from 'zod'
import type { CredentialPayload } from '#schemas/certificate.ts'
import { percent, positiveDecimal } from '#schemas/decimal.ts'
import { qrSummary, type QrSummary } from '#schemas/qr.ts'
import { assuranceCodes } from '#schemas/statement/undertakings.ts'
import { textFault } from '#schemas/text.ts'
import { bytesOfCertificateId, certificateIdFrom } from '../certificate/certificate-id.ts'
import { consigneeOf, endUserOf, registrationOf } from '../certificate/statement-parties.ts'
import { statusListNumber } from '../certificate/status-reference.ts'
import { fromBase64url, toBase64url, type Bytes } from '../bytes.ts'
import { CheckFailure } from '../verification/check-failure.ts'
import { decodeCbor, encodeCbor } from './deterministic-cbor.ts'

/** Claim keys: 4 to 7 of CWT (RFC 8392), the negative ones are ours; `docs/format.md` has the CDDL. */
const key = {
  exp: 4,
  nbf: 5,
  iat: 6,
  cti: 7,
  status: -1,
  sth: -2,
  endUser: -3,
  consignee: -4,
  lines: -5,
  destination: -6,
  assurances: -7,
  lineCount: -8,
} as const

/** What the QR code of a certificate says, with at most `lineLimit` goods lines. */
export function summarise(payload: CredentialPayload, sth: string, lineLimit: number): QrSummary {
  const { statement } = payload
  const endUser = endUserOf(statement)
  const consignee = consigneeOf(statement)
  const registration = registrationOf(endUser)
  return {
    id: payload.jti,
    issuedAt: payload.iat,
    validFrom: payload.nbf,
    validUntil: payload.exp,
    status: { list: statusListNumber(payload), index: payload.status.status_list.idx },
    sth,
    endUser: {
      name: endUser.legalName,
      country: endUser.address.country,
      ...(registration === undefined ? {} : { registration }),
    },
    consignee: { name: consignee.legalName, country: consignee.address.country },
    lines: statement.lines.slice(0, lineLimit).map((line) => {
      const classification = line.classifications?.find((entry) => entry.regime !== 'NOT-LISTED')
      return {
        lineNo: line.lineNo,
        ...(line.hs === undefined ? {} : { hs: line.hs.code }),
        ...(classification === undefined ? {} : { classification: classification.code }),
        quantity: line.quantity,
        unit: line.unit,
        ...(line.tolerancePct === undefined || line.tolerancePct === '0' ? {} : { tolerancePct: line.tolerancePct }),
      }
    }),
    lineCount: statement.lines.length,
    destination: statement.endUse.countryOfUse,
    assurances: assuranceCodes.filter((code) =>
      statement.assurances.some((assurance) => assurance.code === code && assurance.accepted),
    ),
  }
}

export function encodeSummary(summary: QrSummary): Bytes {
  const { endUser, consignee } = summary
  return encodeCbor(
    new Map<number, unknown>([
      [key.exp, summary.validUntil],
      [key.nbf, summary.validFrom],
      [key.iat, summary.issuedAt],
      [key.cti, bytesOfCertificateId(summary.id)],
      [key.status, [summary.status.list, summary.status.index]],
      [key.sth, fromBase64url(summary.sth)],
      [
        key.endUser,
        [endUser.name, endUser.country, ...(endUser.registration === undefined ? [] : [endUser.registration])],
      ],
      [key.consignee, [consignee.name, consignee.country]],
      [key.lines, summary.lines.map(encodeLine)],
      [key.destination, summary.destination],
      [key.assurances, assuranceBits(summary.assurances)],
      [key.lineCount, summary.lineCount],
    ]),
  )
}

function encodeLine({
  lineNo,
  hs,
  classification,
  quantity,
  unit,
  tolerancePct,
}: QrSummary['lines'][number]): unknown[] {
  return [
    lineNo,
    hs ?? null,
    classification ?? null,
    quantity,
    unit,
    ...(tolerancePct === undefined ? [] : [tolerancePct]),
  ]
}

const seconds = z.int().min(0).max(253_402_300_799)
const country = z.string().regex(/^[A-Z]{2}$/)
const name = z.string().min(1).max(280)

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)

const wireLine = [
  z.int().min(1).max(9999),
  z.string().max(10).nullable(),
  // 35 characters, each of which may be two units.
  z.string().max(70).nullable(),
  positiveDecimal,
  z.string().min(2).max(3),
] as const

const wire = z.strictObject({
  [key.exp]: seconds,
  [key.nbf]: seconds,
  [key.iat]: seconds,
  [key.cti]: bytes(16),
  [key.status]: z.tuple([z.int().min(0).max(9_999_999), z.int().min(0).max(1_048_575)]),
  [key.sth]: bytes(32),
  [key.endUser]: z.union([z.tuple([name, country]), z.tuple([name, country, z.string().min(1).max(80)])]),
  [key.consignee]: z.tuple([name, country]),
  [key.lines]: z.array(z.union([z.tuple(wireLine), z.tuple([...wireLine, percent])])).max(200),
  [key.destination]: country,
  [key.assurances]: bytes(Math.ceil(assuranceCodes.length / 8)),
  [key.lineCount]: z.int().min(1).max(200),
})

/** Reads the payload of a QR code whose signature verified. Throws CheckFailure `not-canonical`, `schema-invalid`, `text-invalid`. */
export function decodeSummary(payload: Uint8Array): QrSummary {
  const value = decodeCbor(payload)
  // As members of an object the keys 4 and "4" would be one.
  const numbered = value instanceof Map && [...value.keys()].every((name) => typeof name === 'number')
  const parsed = numbered ? wire.safeParse(Object.fromEntries(value)) : undefined
  if (parsed?.success !== true) throw new CheckFailure('schema-invalid')
  const claims = parsed.data
  const [endUserName, endUserCountry, registration] = claims[key.endUser]
  const summary = qrSummary.parse({
    id: certificateIdFrom(claims[key.cti]),
    issuedAt: claims[key.iat],
    validFrom: claims[key.nbf],
    validUntil: claims[key.exp],
    status: { list: claims[key.status][0], index: claims[key.status][1] },
    sth: toBase64url(claims[key.sth]),
    endUser: { name: endUserName, country: endUserCountry, ...(registration === undefined ? {} : { registration }) },
    consignee: { name: claims[key.consignee][0], country: claims[key.consignee][1] },
    lines: claims[key.lines].map(([lineNo, hs, classification, quantity, unit, tolerancePct]) => ({
      lineNo,
      ...(hs === null ? {} : { hs }),
      ...(classification === null ? {} : { classification }),
      quantity,
      unit,
      ...(tolerancePct === undefined ? {} : { tolerancePct }),
    })),
    lineCount: claims[key.lineCount],
    destination: claims[key.destination],
    assurances: assurancesOf(claims[key.assurances]),
  })
  if (summary.lines.length > summary.lineCount) throw new CheckFailure('schema-invalid')
  if (textsOf(summary).some((text) => textFault(text) !== undefined)) throw new CheckFailure('text-invalid')
  return summary
}

function textsOf({ endUser, consignee, lines }: QrSummary): string[] {
  return [
    endUser.name,
    endUser.registration ?? 'none',
    consignee.name,
    ...lines.flatMap((line) => [line.quantity, line.unit, line.hs ?? 'none', line.classification ?? 'none']),
  ]
}

/** One bit for each assurance code in their order, least significant bit first. Codes are only ever added at the end. */
function assuranceBits(accepted: readonly string[]): Bytes {
  const bits = new Uint8Array(Math.ceil(assuranceCodes.length / 8))
  assuranceCodes.forEach((code, index) => {
    if (accepted.includes(code)) bits[index >> 3]! |= 1 << (index & 7)
  })
  return bits
}

function assurancesOf(bits: Uint8Array): string[] {
  return assuranceCodes.filter((_, index) => (bits[index >> 3]! & (1 << (index & 7))) !== 0)
}
