import type { Bytes } from '../bytes.ts'
import { messageOf, withTime } from './cosignature.ts'
import { printLine } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'

/** A private key of a log or a witness, wherever it lies. */
export interface NoteSigner {
  readonly key: VerifierKey
  /** The raw signature of the message: 64 bytes of Ed25519, or 2420 of ML-DSA-44. */
  sign(message: Bytes): Promise<Bytes>
}

/** The line of this key under a text. `time` is in seconds, and stands in the line if the key is one that says it. */
export async function signLine(signer: NoteSigner, text: string, time: number): Promise<string> {
  const { key } = signer
  const signature = await signer.sign(messageOf(key, text, time).message)
  return printLine({ name: key.name, keyId: key.keyId, signature: withTime(key, time, signature) })
}

/** The text with a line of each key, as a note. Take one that could be read back: a checkpoint as printed, for example. */
export async function signNote(text: string, signers: readonly NoteSigner[], time: number): Promise<string> {
  const lines = await Promise.all(signers.map((signer) => signLine(signer, text, time)))
  return `${text}\n${lines.join('')}`
}
