import type { CheckCode } from '../verdict.ts'
import type { Wording } from './wording.ts'

const whenConnected =
  'Do not rely on it yet. Connect this device, let it fetch the newest list, and check again; the paper itself may well be in order.'
const notGenuine =
  'Do not accept it. Keep the paper, and ask the exporter and the registry about it before you let the goods go.'

/** What is said of a certificate by the registry's signed list, and of keys in wrong hands. */
export const statusListWords = {
  'registered-by-list': { means: 'The registry’s signed list has this certificate[; the list is {age} old].' },
  'never-issued': {
    means: 'The registry’s signed list says that it never issued a certificate at this place.',
    remedy: notGenuine,
  },
  'newer-than-list': {
    means: 'The certificate is newer than the list on this device, so nothing is known of it here.',
    remedy: whenConnected,
  },
  'status-by-list': {
    means: 'It was in force when the registry signed its list, {age} ago.',
    remedy: 'What happened since then is not known here. Check again when this device has a connection.',
  },
  'status-old': {
    means: 'It was in force when the registry signed its list, and that was {age} ago.',
    remedy: 'That is long ago. If you can, connect this device and check again before you let the goods go.',
  },
  'status-rollback': {
    means: 'The list is older than one that this device has seen before, so it may hide a withdrawal.',
    remedy: whenConnected,
  },
  'status-invalid': {
    means: 'The list of withdrawn certificates is damaged or is not the registry’s.',
    remedy: whenConnected,
  },
  'statement-hash-not-compared': {
    means: 'Whether the registry holds the same contents was not compared, because it was not asked.',
  },
  'signatory-not-compared': {
    means: 'The importer’s own signature was not looked at here; the registry verified it before it signed.',
  },
  'key-compromised-record-needed': {
    means:
      'The key that signed it came into wrong hands later[, on {since}], so the registry must be asked whether it is one of the genuine ones.',
    remedy: whenConnected,
  },
  'key-compromised-but-recorded': {
    means:
      'The key that signed it came into wrong hands later; the registry’s record shows that this one is from before.',
  },
} as const satisfies Partial<Record<CheckCode, Wording>>
