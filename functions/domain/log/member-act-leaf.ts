import { canonicalJson } from '../canonical-json.ts'
import { commitment } from './commitment.ts'

/** What happened to an organisation, its people or its keys. */
export interface MemberEventFacts {
  /** SHA-256 of what was signed, base64url; absent where nobody signed: a proof that was found, the founding. */
  readonly act?: string
  readonly operation: string
  /** Organisation of who did it. */
  readonly by: string
  /** The organisation, or the approval, that it was done to. */
  readonly subject: string
  readonly outcome: 'done' | 'proposed' | 'rejected'
  readonly time: number
}

/**
 * The log leaf of such an event: a commitment and no names, under a salt of its own. Who holds the act can prove that it
 * was logged, or that it was not.
 */
export async function memberActLeaf(salt: string, facts: MemberEventFacts): Promise<string> {
  return canonicalJson({ commitment: await commitment(salt, facts), event: 'member-act', version: 1 })
}
