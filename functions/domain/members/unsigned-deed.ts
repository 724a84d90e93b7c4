import type { Actor } from '#schemas/approval.ts'
import { toBase64url } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { memberActLeaf } from '../log/member-act-leaf.ts'
import type { MemberChange, MemberDeed } from './deed.ts'

/** A deed that no act asked for: whose organisation it changes, what is done, by whom. */
export interface UnsignedDeed {
  readonly operation: string
  readonly actor: Omit<Actor, 'personName'>
  readonly subject: string
  readonly changes: readonly MemberChange[]
}

/** The same with audit event and log leaf. */
export async function unsignedDeed(
  { operation, actor, subject, changes }: UnsignedDeed,
  { clock, randomness }: { clock: { now(): number }; randomness: { bytes(length: number): Uint8Array } },
): Promise<MemberDeed> {
  const at = clock.now()
  const [id, leafSalt] = [toBase64url(randomness.bytes(16)), toBase64url(randomness.bytes(32))]
  const facts = { operation, by: actor.organisation, subject, outcome: 'done', time: at } as const
  return {
    unsigned: { organisation: subject, id, at, facts: canonicalJson(facts), leafSalt },
    changes,
    events: [{ id, event: { at, operation, actor, subject, outcome: 'done' }, affected: subject }],
    leaf: { id: `event.${id}`, at, bytes: await memberActLeaf(leafSalt, facts) },
  }
}
