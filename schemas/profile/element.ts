import * as z from 'zod'
import { codeForms } from '../statement/codes.ts'
import { partyRole } from '../statement/party.ts'
import { authorisation } from '../statement/transaction.ts'
import { attachment, certification, signature } from '../statement/undertakings.ts'
import { elementId, sentence, someOf } from './words.ts'

/** Member names with dots between them, from where `find` starts: "address.postCode". */
const memberPath = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/)

/** One member, or several of which one suffices. */
const member = z.union([memberPath, z.array(memberPath).min(2)])

/** Where an element stands in a statement. With several parties, lines or signatures of the kind, each must have it. */
export const whereFound = z.union([
  z.strictObject({ statement: member }),
  z.strictObject({ line: member }),
  /** A party with one of these roles, or (`has`) a member of it. */
  z.strictObject({ party: someOf(partyRole), has: member.optional() }),
  z.strictObject({ signature: someOf(signature(codeForms).shape.role), has: member.optional() }),
  z.strictObject({ certification: someOf(certification(codeForms).shape.kind) }),
  z.strictObject({ authorisation: someOf(authorisation(codeForms).shape.type) }),
  z.strictObject({ attachment: someOf(attachment.shape.kind) }),
])
export type WhereFound = z.infer<typeof whereFound>

/** Steps of a form, in the order in which a person fills it. */
export const parts = ['document', 'parties', 'goods', 'use', 'deal', 'declarations', 'signing'] as const

/** Something that a regime may ask for, as a form asks a person for it. */
export const element = z.strictObject({
  part: z.enum(parts),
  title: z.string().min(3).max(80),
  question: sentence,
  why: sentence,
  find: whereFound,
  /** An empty list answers "none". */
  emptyIsAnswer: z.literal(true).optional(),
  /**
   * Rules of the statement itself that say the same while the element is missing; `value`: only where this is what stands
   * at the place of their finding. Else a person would be told twice.
   */
  covers: z.array(z.strictObject({ rule: z.string(), value: z.string().optional() })).optional(),
})
export type Element = z.infer<typeof element>

export const elementBook = z.record(elementId, element)
