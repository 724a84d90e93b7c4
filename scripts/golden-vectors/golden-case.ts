import type { Evidence, Presented } from '#schemas/evidence.ts'
import type { Shipment } from '#schemas/shipment.ts'
import type { CheckCode, CheckName, VerdictWord } from '#schemas/verdict.ts'
import { clock } from './golden-world.ts'
import type { GoldenVector } from './golden-vector.ts'

export type Deciding = `${CheckName} ${CheckCode}`

/** A vector with its expectation as a person wrote it down: never what some implementation answered. */
export interface GoldenCase {
  readonly name: string
  readonly comment: string
  readonly presented: Presented
  readonly evidence: Evidence
  readonly verdict: VerdictWord
  readonly because: readonly Deciding[]
  readonly clock?: number
  readonly shipment?: Shipment
}

/** A case that every verifier must accept. */
export type Accepted = Omit<GoldenCase, 'verdict'>

const outcomes = { valid: 'pass', invalid: 'fail', undetermined: 'unknown' } as const

/** Until these have passed, nothing of a credential or a QR code is believed, and nothing of it may be shown. */
const beforeShowing: readonly CheckName[] = ['form', 'signature', 'issuer-key']

export function vectorOf(given: GoldenCase): GoldenVector {
  const { name, comment, presented, evidence, verdict, because, shipment } = given
  const checks = because.map((told) => {
    const [check, code] = told.split(' ') as [CheckName, CheckCode]
    return { name: check, outcome: outcomes[verdict], code }
  })
  const kind = 'qr' in presented ? 'qr' : 'credential' in presented ? 'credential' : 'id'
  const stopped = verdict !== 'valid' && checks.some((check) => beforeShowing.includes(check.name))
  const shows = kind === 'id' ? evidence.record.found === 'yes' : !stopped
  return {
    name,
    comment,
    clock: given.clock ?? clock,
    presented,
    evidence,
    ...(shipment === undefined ? {} : { shipment }),
    expected: { verdict, checks, ...(shows ? { shown: kind } : {}) },
  }
}

const authentic: Deciding[] = ['form form-ok', 'signature signature-ok', 'issuer-key issuer-key-ok']

/** Checks of a certificate that the registry itself was asked about. */
export const onlineCredential: Deciding[] = [
  ...authentic,
  'validity validity-ok',
  'registration registered',
  'status status-active',
  'statement-hash statement-hash-ok',
  'signatory signatory-ok',
]
export const onlineQr: Deciding[] = [...onlineCredential.slice(0, -1), 'signatory signatory-confirmed-by-registry']
/** Checks of a certificate by a signed list alone. */
export const byList: Deciding[] = [
  ...authentic,
  'validity validity-ok',
  'registration registered-by-list',
  'status status-by-list',
]

export const replaced = (because: readonly Deciding[], from: Deciding, to: Deciding): Deciding[] =>
  because.map((told) => (told === from ? to : told))

type Given = Pick<GoldenCase, 'clock' | 'evidence' | 'presented' | 'comment'>
/** Cases of one verdict, named after it. */
const told =
  (verdict: 'invalid' | 'undetermined') =>
  (name: string, because: readonly Deciding[], given: Given): GoldenCase => ({
    name: `${verdict === 'invalid' ? 'refused' : 'undetermined'}-${name}`,
    verdict,
    because,
    ...given,
  })
export const refused = told('invalid')
export const open = told('undetermined')
