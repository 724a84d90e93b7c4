import type { VerifierKey } from './verifier-key.ts'

/**
 * Whom somebody believes about a log (C2SP tlog-policy): the keys of the log, the witnesses that they know, and which of
 * them must have seen a checkpoint. Comes from the trust list or from a file, never with what it judges.
 */
export interface LogPolicy {
  /** A checkpoint is accepted if one of these signed it, and its origin is the name of that key. */
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly Witness[]
  readonly quorum: Quorum
}

export interface Witness {
  /** Its name in the policy; that of its key may be another. */
  readonly name: string
  readonly key: VerifierKey
}

/** One witness by name, or at least so many of several. At least 0 of none is always reached. */
export type Quorum = { readonly witness: string } | { readonly atLeast: number; readonly of: readonly Quorum[] }

export const noQuorum: Quorum = { atLeast: 0, of: [] }

/** Whether the witnesses that saw something are enough. */
export function isReached(quorum: Quorum, seenBy: ReadonlySet<string>): boolean {
  if ('witness' in quorum) return seenBy.has(quorum.witness)
  return quorum.of.filter((member) => isReached(member, seenBy)).length >= quorum.atLeast
}

/** The policy of somebody who knows the keys of a log and asks for no witnesses. */
export function policyOfLog(...logs: readonly VerifierKey[]): LogPolicy {
  return { logs, witnesses: [], quorum: noQuorum }
}
