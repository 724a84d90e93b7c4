import type { Bytes } from '../bytes.ts'
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { LogFailure } from './log-failure.ts'

/** One signature line of a note. Nothing in it is trusted: name and number only say whose it would be. */
export interface NoteSignature {
  readonly name: string
  /** Four bytes in hexadecimal. */
  readonly keyId: string
  readonly signature: Bytes
}

/** A text with signatures (C2SP signed-note). The text ends in a line feed, which is signed too. */
export interface Note {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Characters; room for a hundred post-quantum signatures. */
export const longestNote = 1_000_000
/** The specification asks for 16 at least. */
export const mostSignatures = 100

const keyIdLength = 4
const dash = '\u2014 '

/** Whether a key may be called so: neither empty nor with anything that Unicode takes for a space, nor with a plus. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\p{White_Space}+]/u.test(name) && isNoteText(name)
}

/** Whether a note may hold this: well-formed Unicode without control characters of ASCII other than line feeds. */
function isNoteText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- those are what is looked for.
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text)
}

/**
 * Takes a note apart; verifies nothing. The last empty line separates, so the text itself may have empty lines. In one
 * pass, and not before the length is known to be tolerable. Throws LogFailure `note-too-large` or `note-malformed`.
 */
export function parseNote(note: string): Note {
  if (note.length > longestNote) throw new LogFailure('note-too-large', 'The note is longer than a note needs to be.')
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || end === note.length - 2 || !isNoteText(note)) throw malformed()
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > mostSignatures) throw new LogFailure('note-too-large', 'The note has more than 100 signatures.')
  return { text: note.slice(0, end + 1), signatures: lines.map(readLine) }
}

function readLine(line: string): NoteSignature {
  const [name = '', digits = '', ...rest] = line.slice(dash.length).split(' ')
  const bytes = fromBase64(digits)
  if (!line.startsWith(dash) || rest.length > 0 || !isKeyName(name)) throw malformed()
  if (bytes === undefined || bytes.length <= keyIdLength) throw malformed()
  return { name, keyId: toHex(bytes.subarray(0, keyIdLength)), signature: bytes.slice(keyIdLength) }
}

/** Throws RangeError for what could not be read back as it is. */
export function printNote({ text, signatures }: Note): string {
  const note = `${text}\n${signatures.map(printLine).join('')}`
  if (!text.endsWith('\n') || signatures.length === 0 || parseNote(note).text !== text)
    throw new RangeError('this is not the text of a note')
  return note
}

/** The signature as it stands in a note, with its line feed. */
export function printLine({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(keyId)) throw new RangeError('a key cannot be called so')
  return `${dash}${name} ${toBase64(concatBytes(fromHex(keyId), signature))}\n`
}

function malformed(): LogFailure {
  return new LogFailure('note-malformed', 'This is not a signed note: a text, an empty line, and signatures.')
}
