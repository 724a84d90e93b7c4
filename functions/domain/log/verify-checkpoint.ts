import { checkSignature, type CheckSignature } from './check-signature.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { LogFailure, type LogFault } from './log-failure.ts'
import { isReached, type LogPolicy } from './log-policy.ts'
import { parseNote, type Note } from './note.ts'
import { verifyNote, type KeyOutcome } from './verify-note.ts'

/** A witness that saw the checkpoint, and when, in seconds. */
export interface Witnessed {
  readonly name: string
  readonly time: number
}

export type Refused = { readonly outcome: 'invalid'; readonly fault: LogFault }

/** Three answers, never mixed: `undetermined` if a signature that decides cannot be verified on this platform. */
export type CheckpointOutcome =
  | { readonly outcome: 'valid'; readonly checkpoint: Checkpoint; readonly witnessed: readonly Witnessed[] }
  | { readonly outcome: 'undetermined'; readonly missing: 'signature-algorithm' }
  | Refused

/**
 * Judges a signed checkpoint. Never throws, whatever the text is.
 *
 * 1. Read the note and the checkpoint in it; its origin must be that of a log of the policy.
 * 2. A bad signature of anybody known spoils it (signed-note).
 * 3. One key of the log has signed, and the witnesses that have are a quorum.
 */
export async function verifyCheckpoint(
  text: string,
  policy: LogPolicy,
  check: CheckSignature = checkSignature,
): Promise<CheckpointOutcome> {
  const read = readSigned(text)
  if ('outcome' in read) return read
  const { note, checkpoint } = read
  const logs = policy.logs.filter(({ name }) => name === checkpoint.origin)
  if (logs.length === 0) return { outcome: 'invalid', fault: 'origin-unknown' }

  const keys = [...logs, ...policy.witnesses.map(({ key }) => key)]
  const found = await verifyNote(note, keys, check)
  if (found.some(({ outcome }) => outcome === 'bad')) return { outcome: 'invalid', fault: 'signature-invalid' }
  return judge(checkpoint, found.slice(0, logs.length), found.slice(logs.length), policy)
}

function judge(
  checkpoint: Checkpoint,
  byLog: readonly KeyOutcome[],
  byWitness: readonly KeyOutcome[],
  { witnesses, quorum }: LogPolicy,
): CheckpointOutcome {
  if (byLog.every(({ outcome }) => outcome === 'absent')) return { outcome: 'invalid', fault: 'signature-missing' }
  const names = (outcomes: readonly KeyOutcome['outcome'][]) =>
    new Set(witnesses.flatMap(({ name }, at) => (outcomes.includes(byWitness[at]!.outcome) ? [name] : [])))
  if (!isReached(quorum, names(['good', 'unchecked']))) return { outcome: 'invalid', fault: 'quorum-not-reached' }
  const checked = byLog.some(({ outcome }) => outcome === 'good') && isReached(quorum, names(['good']))
  if (!checked) return { outcome: 'undetermined', missing: 'signature-algorithm' }
  const witnessed = witnesses.flatMap(({ name }, at) => {
    const { outcome, time = 0 } = byWitness[at]!
    return outcome === 'good' ? [{ name, time }] : []
  })
  return { outcome: 'valid', checkpoint, witnessed }
}

function readSigned(text: string): { note: Note; checkpoint: Checkpoint } | Refused {
  try {
    const note = parseNote(text)
    return { note, checkpoint: parseCheckpoint(note.text) }
  } catch (error) {
    if (error instanceof LogFailure) return { outcome: 'invalid', fault: error.fault }
    throw error
  }
}
