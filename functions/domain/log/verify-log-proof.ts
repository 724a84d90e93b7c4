import type { Bytes } from '../bytes.ts'
import { checkSignature, type CheckSignature } from './check-signature.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { LogFailure, type LogFault } from './log-failure.ts'
import type { LogPolicy } from './log-policy.ts'
import { webHashing, type Hashing } from './merkle-hash.ts'
import { parseNote } from './note.ts'
import { parseProof, type LogProof } from './proof-text.ts'
import { verifyCheckpoint, type Witnessed } from './verify-checkpoint.ts'
import { verifyInclusion } from './verify-proof.ts'

export type LogProofOutcome =
  | {
      readonly outcome: 'valid'
      readonly index: number
      readonly checkpoint: Checkpoint
      readonly witnessed: readonly Witnessed[]
    }
  | { readonly outcome: 'undetermined'; readonly missing: 'signature-algorithm' }
  | { readonly outcome: 'invalid'; readonly fault: LogFault }

/** What the platform does better than the default, or not at all. */
export interface LogPlatform {
  readonly check?: CheckSignature
  readonly hashing?: Hashing
}

/**
 * Judges a proof that a leaf is in a log (C2SP tlog-proof). The leaf's hash is what the verifier computed from what it
 * has in its hands, never something that came with the proof. Never throws, whatever the text is.
 *
 * 1. Read the proof, and the checkpoint in it.
 * 2. The path must lead from the leaf to the root of the checkpoint: wrong hashes need no signature to be refused.
 * 3. The checkpoint must be one that the policy accepts.
 */
export async function verifyLogProof(
  text: string,
  leafHash: Bytes,
  policy: LogPolicy,
  { check = checkSignature, hashing = webHashing }: LogPlatform = {},
): Promise<LogProofOutcome> {
  const read = readProof(text)
  if ('outcome' in read) return read
  const { index, proof, checkpoint: signed } = read.proof
  const { size, root } = read.checkpoint
  if (!(await verifyInclusion({ index, size, leafHash, root, proof }, hashing)))
    return { outcome: 'invalid', fault: 'inclusion-invalid' }
  const judged = await verifyCheckpoint(signed, policy, check)
  return judged.outcome === 'valid' ? { ...judged, index } : judged
}

function readProof(text: string): { proof: LogProof; checkpoint: Checkpoint } | LogProofOutcome {
  try {
    const proof = parseProof(text)
    return { proof, checkpoint: parseCheckpoint(parseNote(proof.checkpoint).text) }
  } catch (error) {
    if (error instanceof LogFailure) return { outcome: 'invalid', fault: error.fault }
    throw error
  }
}
