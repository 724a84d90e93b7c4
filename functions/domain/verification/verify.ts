import type { Evidence, Presented } from '#schemas/evidence.ts'
import type { Shipment } from '#schemas/shipment.ts'
import type { Check, Shown, VerdictReport, VerdictWord } from '#schemas/verdict.ts'
import { parseCertificateId } from '../certificate/certificate-id.ts'
import { authenticateCredential, authenticateQr, type Authenticated } from './authenticate.ts'
import { webCryptography, type Cryptography } from '../cryptography.ts'
import { compareShipment } from './compare-shipment.ts'
import { checkRecord, checkRecordOfId } from './check-record.ts'
import { checkSignatory, readSignedStatement } from './check-signatory.ts'
import { checkValidity } from './check-validity.ts'
import { readEvidenceList } from './read-evidence-list.ts'

export interface VerifyOptions {
  /** Facts of the shipment in hand, compared line by line. */
  readonly shipment?: Shipment | undefined
  readonly cryptography?: Cryptography | undefined
}

/**
 * Judges what a person presents, by evidence that was gathered before and a clock that is handed in.
 *
 * Pure: the same bytes run in the Lambda, on the command line and in the page; WebCrypto only, no network, no clock.
 * Never throws for hostile input: a bad certificate is an answer. A clock without a time is a defect of the caller. Any
 * failed check → `invalid`; else any required check whose fact is missing → `undetermined`; else `valid`.
 *
 * @param now seconds since 1970-01-01T00:00Z
 */
export async function verify(
  presented: Presented,
  evidence: Evidence,
  now: number,
  options: VerifyOptions = {},
): Promise<VerdictReport> {
  if (!Number.isSafeInteger(now)) throw new TypeError('a verification needs the time, in whole seconds')
  if ('id' in presented) return verifyId(presented.id, evidence, now)

  const { shipment, cryptography = webCryptography } = options
  const list = readEvidenceList(evidence, cryptography)
  const signed = 'credential' in presented ? readSignedStatement(evidence, cryptography) : undefined
  const authenticated: Authenticated =
    'qr' in presented
      ? await authenticateQr(presented.qr, evidence, cryptography)
      : await authenticateCredential(presented.credential, evidence, cryptography)
  const { subject } = authenticated
  if (subject === undefined) return report(now, authenticated.checks)

  return report(
    now,
    [
      ...authenticated.checks,
      checkValidity(subject, evidence, now),
      ...checkRecord(subject, evidence, await list, now),
      checkSignatory(subject, evidence, await signed),
      ...notOperatedYet,
      ...compareShipment(subject, shipment),
    ],
    subject.shown,
    evidence,
  )
}

/**
 * The registry does not keep these two facts yet; saying so in each verdict keeps anybody from reading a green answer as
 * more than it is.
 */
const notOperatedYet: readonly Check[] = [
  { name: 'log-inclusion', outcome: 'skipped', code: 'log-not-operated', required: false, basis: 'computed' },
  { name: 'balance', outcome: 'skipped', code: 'balance-not-operated', required: false, basis: 'computed' },
]

/** A typed number names a certificate; it says nothing of the paper it was read from, so it can never be `valid`. */
function verifyId(text: string, evidence: Evidence, now: number): VerdictReport {
  const id = parseCertificateId(text)
  const { checks, shown } = checkRecordOfId(id, evidence, now)
  const paper: Check = {
    name: 'signature',
    outcome: 'unknown',
    code: 'signature-not-presented',
    required: true,
    basis: 'computed',
  }
  return report(now, [paper, ...checks], shown, evidence)
}

function report(checkedAt: number, checks: readonly Check[], shown?: Shown, evidence?: Evidence): VerdictReport {
  // The record may turn out to be of another certificate; its status is not this one's.
  const registered = checks.some(({ code }) => code === 'registered')
  const status = registered && evidence?.record.found === 'yes' ? evidence.record.fact.status : undefined
  return {
    verdict: verdictOf(checks),
    checkedAt,
    checks: [...checks],
    ...(shown === undefined ? {} : { shown }),
    ...(shown === undefined || status === undefined ? {} : { status }),
  }
}

/** Any fail → invalid; else any required check that neither passed nor failed → undetermined; else valid. */
export function verdictOf(checks: readonly Check[]): VerdictWord {
  if (checks.some(({ outcome }) => outcome === 'fail')) return 'invalid'
  if (checks.some(({ outcome, required }) => required && outcome !== 'pass')) return 'undetermined'
  return checks.length === 0 ? 'undetermined' : 'valid'
}
