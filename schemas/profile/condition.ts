import * as z from 'zod'
import { codeForms } from '../statement/codes.ts'
import { dispositions, endUse } from '../statement/end-use.ts'
import { classification } from '../statement/goods-line.ts'
import { party } from '../statement/party.ts'
import { documentKinds, scopes } from '../statement/statement.ts'
import { signature } from '../statement/undertakings.ts'
import { elementId, listName, someOf } from './words.ts'

const regime = z.enum(classification.options.flatMap(({ shape }) => [...shape.regime._zod.values].map(String)))

const countries = z.array(codeForms.country).min(1)

/** A fact of the statement; the list after a name reads "one of these". */
const facts = [
  z.strictObject({ has: elementId }),
  z.strictObject({ disposition: someOf(z.enum(dispositions)) }),
  z.strictObject({ scope: someOf(z.enum(scopes)) }),
  z.strictObject({ documentKind: someOf(z.enum(documentKinds)) }),
  z.strictObject({ civilMilitary: someOf(endUse(codeForms).shape.civilMilitary) }),
  z.strictObject({ endUserKind: someOf(party(codeForms).shape.kind) }),
  /** By what right the signatory signs for the end user, or for the state in its place. */
  z.strictObject({ signatory: someOf(signature(codeForms).shape.authority) }),
  /** How the end user signs, or the state in its place. */
  z.strictObject({ signatureKind: someOf(signature(codeForms).shape.kind) }),
  /** A goods line is in a control list of these regimes. */
  z.strictObject({ classifiedIn: someOf(regime) }),
  /** The commodity code of a goods line is in this dated list. */
  z.strictObject({ goodsIn: listName }),
  z.strictObject({ exporterCountry: countries }),
  z.strictObject({ exporterIn: listName }),
  z.strictObject({ countryOfUse: countries }),
  z.strictObject({ countryOfUseIn: listName }),
  /** A place of use is not at the end user's address. */
  z.strictObject({ usedElsewhere: z.literal(true) }),
  /** Only a person can tell; the checker asks, and never decides. */
  z.strictObject({ ask: z.string().min(10).max(280) }),
] as const

type Fact = z.infer<(typeof facts)[number]>
export type Condition = Fact | { any: Condition[] } | { all: Condition[] } | { not: Condition }

/**
 * When something is asked for. A closed vocabulary, so that a form can explain it and a checker needs no code of a regime:
 * facts of the statement, joined by `any`, `all` and `not`.
 */
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    ...facts,
    z.strictObject({ any: z.array(condition).min(2) }),
    z.strictObject({ all: z.array(condition).min(2) }),
    z.strictObject({ not: condition }),
  ]),
)
