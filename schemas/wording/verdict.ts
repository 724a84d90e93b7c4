import type { Check, CheckCode, CheckName, VerdictWord } from '../verdict.ts'
import { comparisonWords } from './comparison.ts'
import { statusListWords } from './status-list.ts'
import type { Wording } from './wording.ts'

const scanAgain =
  'Scan the code again, flat and in good light. If the answer stays the same, do not accept the paper and ask who gave it to you for the original.'
const notGenuine =
  'Do not accept it. Keep the paper, and ask the exporter and the registry about it before you let the goods go.'
const askRegistry = 'Do not rely on it yet. Check again in a few minutes; if the answer stays, ask the registry.'
/** Who stands behind the name: a signature proves only that somebody has a key. */
const vouching =
  '[ By the registry’s record, {vouchedBy} vouched on {vouchedAt} for who the importer is: {vouchedHow}, {vouchedOn}.][ By the registry’s record, nobody has vouched for who the importer is.{unvouched}]'

const noConnection =
  'Do not rely on it yet. Check again when this device has a connection; the paper itself may well be in order.'
const newStatement = 'Do not accept it. Ask the exporter for a new statement from the end user.'
const versionTooNew = 'Load this page again, so that it is the newest version. If the answer stays, ask the registry.'

const formWords = {
  'form-ok': { means: 'It is written as a certificate of this kind must be written.' },
  'too-large': { means: 'This is far longer than any certificate.', remedy: scanAgain },
  'not-a-certificate': {
    means: 'This is not an end-use certificate.',
    remedy: 'Look for the square code beside the words “end-use certificate”, and scan that one.',
  },
  segments: { means: 'A part of the certificate is missing, or something was added to it.', remedy: scanAgain },
  'encoding-invalid': { means: 'Characters of the certificate are damaged or were changed.', remedy: scanAgain },
  'header-invalid': { means: 'The heading of the certificate is not as the registry writes it.', remedy: notGenuine },
  'not-canonical': {
    means: 'The certificate is not spelled in the one way the registry spells it.',
    remedy: notGenuine,
  },
  'alg-not-allowed': { means: 'It is signed in a way that the registry never uses.', remedy: notGenuine },
  'typ-not-allowed': {
    means: 'This is a signed document of another kind, not an end-use certificate.',
    remedy: 'Ask for the certificate itself, and check that.',
  },
  'payload-invalid': { means: 'What was signed cannot be read as a certificate.', remedy: notGenuine },
  'schema-invalid': {
    means: 'The certificate lacks something that it must have, or has something that it must not have.',
    remedy: versionTooNew,
  },
  'text-invalid': { means: 'A text in the certificate contains hidden characters.', remedy: notGenuine },
  'quantity-invalid': { means: 'A quantity in the certificate is not a proper number.', remedy: notGenuine },
  'time-invalid': { means: 'The dates of the certificate contradict each other.', remedy: notGenuine },
  'status-ref-invalid': {
    means: 'The certificate does not say properly where its status is kept.',
    remedy: notGenuine,
  },
  'qr-untrusted-url': {
    means: 'The code leads to an address that is not one of the registry[: {origin}].',
    remedy: 'Do not open that address. Do not accept the paper; ask the exporter for the original certificate.',
  },
  'qr-version-unknown': { means: 'The code is of a newer kind than this page can read.', remedy: versionTooNew },
  'qr-invalid': { means: 'The code is damaged, or it is not a code of the registry.', remedy: scanAgain },
} as const satisfies Partial<Record<CheckCode, Wording>>

const signatureWords = {
  'signature-ok': { means: 'The registry signed it, and nothing was changed since.' },
  'signature-invalid': {
    means: 'The signature does not belong to this text: it was changed after it was signed, or it was never signed.',
    remedy: notGenuine,
  },
  'signature-not-presented': {
    means: 'You gave a number only, and a number does not show that the paper in your hand is genuine.',
    remedy: 'Scan the square code on the paper, or ask for the certificate as a file.',
  },
  'issuer-key-ok': { means: 'The key of this signature is one of the registry’s[: {registry}, {issuer}].' },
  'kid-unknown': {
    means: 'The key of this signature is not one of the registry’s.',
    remedy: notGenuine,
  },
  'key-use-not-allowed': {
    means: 'The key of this signature is the registry’s, but not for certificates.',
    remedy: notGenuine,
  },
  'issuer-key-mismatch': {
    means: 'The certificate names one registry[ ({issuer})], but the key of another one[ ({keyOf})] signed it.',
    remedy: notGenuine,
  },
  'key-revoked': {
    means: 'The key that signed it is known to be in wrong hands.',
    remedy: 'Do not accept it. Ask the registry whether it will issue the certificate again.',
  },
  'key-expired': { means: 'It was signed with a key that was not in use on that day.', remedy: notGenuine },
  'keys-missing': {
    means: 'The registry’s keys could not be fetched, so the signature was not checked.',
    remedy: noConnection,
  },
} as const satisfies Partial<Record<CheckCode, Wording>>

const timeWords = {
  'validity-ok': { means: 'Today lies within its dates[: {validFrom} to {validUntil}].' },
  'not-yet-valid': {
    means: 'The certificate is not valid yet[; it begins on {validFrom}].',
    remedy: 'Do not accept it before that day.',
  },
  expired: { means: 'The certificate has ended[; its last day was {validUntil}].', remedy: newStatement },
  'clock-behind': {
    means: 'The clock of this device is wrong: something that the registry signed is from later than the clock shows.',
    remedy: 'Set date and time of this device, then check again.',
  },
} as const satisfies Partial<Record<CheckCode, Wording>>

const recordWords = {
  registered: { means: 'The registry has this certificate.' },
  'certificate-unknown': {
    means: 'The registry has no such certificate.',
    remedy:
      'If you typed the number, compare it with the paper and type it again. Otherwise do not accept the paper; ask the exporter and the registry about it.',
  },
  'registry-not-reached': { means: 'The registry could not be reached.', remedy: noConnection },
  'registry-disagrees': {
    means: 'The registry’s answer was about another certificate, so it counts for nothing.',
    remedy: askRegistry,
  },
  'status-active': { means: 'It is in force[ since {since}].' },
  revoked: {
    means: 'The certificate was withdrawn[ on {since}].',
    remedy: 'Do not accept it. Ask the exporter why, and for a new statement from the end user.',
  },
  suspended: {
    means: 'The certificate is suspended[ since {since}], while something about it is looked into.',
    remedy: 'Do not let the goods go on it now. Ask the registry, or check again later.',
  },
  superseded: {
    means: 'A newer certificate has taken its place[ on {since}].',
    remedy: 'Ask the exporter for the newer certificate, and check that one.',
  },
  surrendered: { means: 'The end user gave the certificate back[ on {since}].', remedy: newStatement },
  exhausted: { means: 'The whole quantity of this certificate has been used[ since {since}].', remedy: newStatement },
  closed: { means: 'The matter of this certificate is closed[ since {since}].', remedy: newStatement },
  'status-stale': { means: 'The last known status is too old to rely on.', remedy: noConnection },
  'status-unknown': { means: 'Whether it was withdrawn or suspended could not be looked up.', remedy: noConnection },
  'statement-hash-ok': { means: 'Its contents are those that the registry recorded.' },
  'statement-hash-mismatch': { means: 'Its contents are not those that the registry recorded.', remedy: notGenuine },
  'statement-hash-unknown': {
    means: 'Its contents could not be compared with the registry’s record.',
    remedy: noConnection,
  },
  'signatory-ok': {
    means: `The importer[, {name},] signed exactly this statement[ on {signedAt}].[ By the registry’s record, {signatory} signed it as “{title}” ({mandate}).]${vouching}`,
  },
  'signatory-confirmed-by-registry': {
    means: `The registry reports that it holds the signature of the importer[, {name}, {country},] and that it is good.${vouching}`,
  },
  'signatory-not-presented': {
    means:
      'The code on paper does not carry the importer’s own signature, and the registry could not be asked about it.',
    remedy: noConnection,
  },
  'signatory-invalid': { means: 'The importer’s signature on this statement is not good.', remedy: notGenuine },
  'signatory-key-unknown': {
    means: 'No registered key of the importer belongs to the signature on this statement.',
    remedy: notGenuine,
  },
  'signatory-mismatch': { means: 'The importer signed another statement than this one.', remedy: notGenuine },
  'signatory-unknown': { means: 'The importer’s signature could not be looked up.', remedy: noConnection },
  'log-not-operated': { means: 'This registry does not keep a public log yet.' },
  'balance-not-operated': {
    means: 'This registry does not count yet how much of the quantity was used.',
    remedy: 'Ask the exporter whether goods were shipped on this certificate before.',
  },
} as const satisfies Partial<Record<CheckCode, Wording>>

/** In English. Translations keep the shape; the compiler keeps the codes complete. */
export const verdictWords: Record<CheckCode, Wording> = {
  ...formWords,
  ...signatureWords,
  ...timeWords,
  ...recordWords,
  ...statusListWords,
  ...comparisonWords,
}

export const verdictNames: Record<VerdictWord, string> = {
  valid: 'Valid',
  invalid: 'Not valid',
  undetermined: 'Could not check',
}

export const outcomeNames: Record<Check['outcome'], string> = {
  pass: 'In order',
  fail: 'Not in order',
  unknown: 'Could not check',
  skipped: 'Not checked',
}

export const basisNames: Record<Check['basis'], string> = {
  computed: 'Checked here',
  reported: 'Reported by the registry',
}

export const checkTitles: Record<CheckName, string> = {
  form: 'Form of the certificate',
  signature: 'Signature of the registry',
  'issuer-key': 'Key of the registry',
  validity: 'Dates',
  registration: 'Entry in the registry',
  status: 'Status',
  'statement-hash': 'Contents as recorded',
  signatory: 'Signature of the importer',
  'log-inclusion': 'Public log',
  balance: 'Quantity left',
  goods: 'Goods',
  quantity: 'Quantity',
  parties: 'Parties',
  destination: 'Destination',
  route: 'Route',
  'transport-document': 'Transport document',
  contract: 'Contract',
}
