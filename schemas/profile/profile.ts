import * as z from 'zod'
import { percent } from '../decimal.ts'
import { source } from '../source.ts'
import { codeForms } from '../statement/codes.ts'
import { documentKinds, profileId, scopes } from '../statement/statement.ts'
import { assurance, assuranceCodes, certification, signature } from '../statement/undertakings.ts'
import { condition } from './condition.ts'
import { elementId, sentence, someOf } from './words.ts'

const day = z.iso.date()
const sourceKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)

/** Every demand names its source; what rests on memory alone advises, and refuses nobody. `note`: what this regime means. */
const demand = { source: sourceKey, note: sentence.optional(), when: condition.optional() }

export const needs = ['required', 'conditional', 'optional'] as const

const onlyIfConditional = [
  (wanted: { need: (typeof needs)[number]; when?: unknown }) =>
    (wanted.need === 'conditional') === (wanted.when !== undefined),
  { error: 'What is conditional says when, and nothing else does.' },
] as const

export const wantedElement = z
  .strictObject({ element: elementId, need: z.enum(needs), ...demand })
  .refine(...onlyIfConditional)
export type WantedElement = z.infer<typeof wantedElement>

const parameters = Object.keys(assurance(codeForms).shape.params.unwrap().shape) as [string, ...string[]]

/** What a parameter must be: `is` compares without regard to capitals and spaces around. */
export const parameterDemand = z.union([
  z.strictObject({ given: z.literal(true) }),
  z.strictObject({ is: someOf(z.string().min(1).max(140)) }),
  z.strictObject({ includes: someOf(z.string().min(1).max(70)) }),
  z.strictObject({ atMost: z.int().min(0) }),
  z.strictObject({ atLeast: z.int().min(0) }),
])
export type ParameterDemand = z.infer<typeof parameterDemand>

export const assuranceChoice = z.strictObject({
  code: z.enum(assuranceCodes),
  params: z.partialRecord(z.enum(parameters), parameterDemand).optional(),
})
export type AssuranceChoice = z.infer<typeof assuranceChoice>

/** One of the choices must be promised. */
export const wantedAssurance = z
  .strictObject({ accept: someOf(assuranceChoice), need: z.enum(needs), ...demand })
  .refine(...onlyIfConditional)
export type WantedAssurance = z.infer<typeof wantedAssurance>

const { role, kind, authority } = signature(codeForms).shape

/** Which signatures count. Roles: absent for all who sign. */
const signatureRule = z.strictObject({
  roles: someOf(role).optional(),
  refusedKinds: someOf(kind).optional(),
  acceptedKinds: someOf(kind).optional(),
  acceptedAuthorities: someOf(authority).optional(),
  ...demand,
})

const validityRule = z.strictObject({
  /** From the end user's signature to the day of the check (RF-36). */
  maxAgeMonths: z.int().min(1).max(600).optional(),
  /** From the end user's signature to the last day of validity. */
  maxMonthsFromSignature: z.int().min(1).max(600).optional(),
  ...demand,
})

/** The document is in one of these languages, or a translation of this kind goes with it; none: no other language is taken. */
const languageRule = z.strictObject({
  accepted: someOf(z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/)),
  otherwise: someOf(certification(codeForms).shape.kind).optional(),
  ...demand,
})

const kindRule = z.strictObject({ accepted: someOf(z.enum(documentKinds)), ...demand })
const scopeRule = z.strictObject({ accepted: someOf(z.enum(scopes)), ...demand })
const toleranceRule = z.strictObject({ maxPct: percent, ...demand })

/**
 * What one regime asks of a statement, as dated data: one file in `schemas/profiles` for each edition. A profile asks; it
 * never forbids what it does not know, so one statement can serve several regimes.
 */
export const profile = z.strictObject({
  id: profileId,
  /** Counts the editions, from 1. */
  version: z.int().min(1),
  title: z.string().min(3).max(140),
  /** Who asks, for example "United States: Bureau of Industry and Security". */
  regime: z.string().min(3).max(140),
  /** Country of the authority; absent for a group of countries. */
  country: codeForms.country.optional(),
  /** For whom and when, in plain words. */
  summary: sentence,
  effectiveFrom: day,
  /** Last day; absent while in force. */
  effectiveUntil: day.optional(),
  sources: z.record(sourceKey, source),
  documentKinds: z.array(kindRule),
  scopes: z.array(scopeRule),
  elements: z.array(wantedElement).min(1),
  assurances: z.array(wantedAssurance),
  signatures: z.array(signatureRule),
  validity: z.array(validityRule),
  languages: z.array(languageRule),
  tolerance: z.array(toleranceRule),
  /** "Unknown" with a reason is an answer here; elsewhere the checker advises to find out. */
  acceptsUnknown: z.strictObject({ source: sourceKey, note: sentence.optional() }).optional(),
})
export type Profile = z.infer<typeof profile>
