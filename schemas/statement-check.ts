import * as z from 'zod'
import { needs } from './profile/profile.ts'
import { codeForms } from './statement/codes.ts'
import { profileId } from './statement/statement.ts'

/** `conflicts` outweighs `missing`: what contradicts itself must be corrected before anything is added. */
export const outcomes = ['satisfied', 'missing', 'conflicts'] as const
export const outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof outcome>

/** A profile that wants what a finding is about, and where that is written. */
export const wish = z.strictObject({
  profile: profileId,
  source: z.string(),
  confidence: z.enum(['seen', 'memory']),
  note: z.string().optional(),
})
export type Wish = z.infer<typeof wish>

/** One thing to do, however many profiles want it. */
export const finding = z.strictObject({
  /** RFC 6901 pointer into the statement: what to correct, or where the missing piece goes. */
  pointer: z.string(),
  rule: z.string(),
  kind: z.enum(['missing', 'conflict']),
  /** `required`: no certificate that claims the profile is issued before; `advice`: an authority may ask for it. */
  severity: z.enum(['required', 'advice']),
  /** A sentence that tells a person what to do. */
  detail: z.string(),
  why: z.string().optional(),
  element: z.string().optional(),
  /** Empty: the statement itself must be so, whatever it is used for. */
  wantedBy: z.array(wish),
})
export type Finding = z.infer<typeof finding>

export const demandStates = ['there', 'missing', 'wrong', 'said-unknown', 'not-asked', 'open'] as const

/** How one demand of a profile stands. `open`: whether it applies cannot be told from the statement. */
export const demandState = z.strictObject({
  /** Name of the element, codes of the assurances of which one is enough, or the rule. */
  element: z.string().optional(),
  assurances: z.array(z.string()).optional(),
  rule: z.string().optional(),
  need: z.enum(needs),
  state: z.enum(demandStates),
  confidence: z.enum(['seen', 'memory']),
  /** What only a person can tell before it is known whether this applies. */
  questions: z.array(z.string()).optional(),
})
export type DemandState = z.infer<typeof demandState>

export const profileCheck = z.strictObject({
  id: profileId,
  version: z.int(),
  title: z.string(),
  regime: z.string(),
  /** Nothing of what advises counts here. */
  outcome,
  /** How many findings of this profile only advise. */
  advice: z.int().min(0),
  demands: z.array(demandState),
})
export type ProfileCheck = z.infer<typeof profileCheck>

/** Everything that was found about one statement, for all profiles together. */
export const statementCheck = z.strictObject({
  /** The day for which it was judged. */
  asOf: z.iso.date(),
  /** Of the statement and all profiles together. */
  outcome,
  /** Of the statement itself: its form, and the rules between its fields. */
  statement: outcome,
  profiles: z.array(profileCheck),
  findings: z.array(finding),
  /** How many more findings there are than are told. */
  more: z.int().optional(),
})
export type StatementCheck = z.infer<typeof statementCheck>

/** What the statement does not say by itself, of the deal that it is for. */
export const dealFacts = z.strictObject({
  /** Seat of the seller, if it is not that of the exporter named in the statement. */
  exporterCountry: codeForms.country.optional(),
  /** Country that the transport document names as the last one. */
  destination: codeForms.country.optional(),
})
export type DealFacts = z.infer<typeof dealFacts>
