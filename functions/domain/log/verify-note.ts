import { checkSignature, type CheckSignature, type SignatureOutcome } from './check-signature.ts'
import { isTimed, messageOf, readTime } from './cosignature.ts'
import type { Note, NoteSignature } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'

/** What a note has of one key. */
export interface KeyOutcome {
  readonly key: VerifierKey
  /** `absent`: no line bears its name and number. */
  readonly outcome: SignatureOutcome | 'absent'
  /** When the line was made, in seconds, as its key says; only of a good line of a key that says it. */
  readonly time?: number
}

/**
 * Looks for the lines of these keys, one answer a key, in their order. A key that signed twice still counts once; one of
 * whose lines one is bad is bad (signed-note: such a note is to be rejected). Lines of other keys are passed over.
 * Never throws: under a text that its key cannot sign a line is bad.
 */
export function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
  check: CheckSignature = checkSignature,
): Promise<KeyOutcome[]> {
  const lines = bySigner(note.signatures)
  return Promise.all(keys.map((key) => outcomeOf(key, note.text, lines.get(signerOf(key)) ?? [], check)))
}

/** Map.groupBy is younger than some telephones in use. */
function bySigner(signatures: readonly NoteSignature[]): ReadonlyMap<string, readonly NoteSignature[]> {
  const lines = new Map<string, NoteSignature[]>()
  for (const line of signatures) {
    const others = lines.get(signerOf(line))
    if (others === undefined) lines.set(signerOf(line), [line])
    else others.push(line)
  }
  return lines
}

function signerOf({ name, keyId }: VerifierKey | NoteSignature): string {
  return `${keyId} ${name}`
}

async function outcomeOf(
  key: VerifierKey,
  text: string,
  lines: readonly NoteSignature[],
  check: CheckSignature,
): Promise<KeyOutcome> {
  if (lines.length === 0) return { key, outcome: 'absent' }
  const verified = await Promise.all(lines.map(({ signature }) => verifyLine(key, text, signature, check)))
  const worst = verified.find(({ outcome }) => outcome === 'bad') ?? verified.find(({ outcome }) => outcome !== 'good')
  return worst ?? verified[0]!
}

async function verifyLine(
  key: VerifierKey,
  text: string,
  line: NoteSignature['signature'],
  check: CheckSignature,
): Promise<KeyOutcome> {
  const read = readTime(key, line)
  const signed = read && messageIfAny(key, text, read.time)
  if (read === undefined || signed === undefined) return { key, outcome: 'bad' }
  const outcome = await check(signed.algorithm, key.publicKey, signed.message, read.signature)
  return { key, outcome, ...(outcome === 'good' && isTimed(key) && { time: read.time }) }
}

function messageIfAny(key: VerifierKey, text: string, time: number) {
  try {
    return messageOf(key, text, time)
  } catch {
    return undefined
  }
}
