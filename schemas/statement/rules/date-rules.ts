import * as z from 'zod'
import { day, found, rule, ruleForEach, type Rule } from './rule.ts'

/** 48 months is the longest that any regime lets a statement stand (15 CFR 748 Supp. 3: four years; domain.md 5.2). */
const longestYears = 4
const yearsLater = (date: string, years: number) => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`

const validityOrder = rule(
  'validity-order',
  z.object({ validFrom: day, validUntil: day }),
  ({ validFrom, validUntil }) =>
    validFrom <= validUntil
      ? []
      : found(['validUntil'], `The statement ends on ${validUntil}, before it begins on ${validFrom}.`),
)

const validityLength = rule(
  'validity-too-long',
  z.object({ validFrom: day, validUntil: day }),
  ({ validFrom, validUntil }) => {
    const latest = yearsLater(validFrom, longestYears)
    return validUntil <= latest
      ? []
      : found(['validUntil'], `A statement stands for at most 48 months; from ${validFrom} that is until ${latest}.`)
  },
)

const notOver = rule('validity-over', z.object({ validUntil: day }), ({ validUntil }, today) =>
  validUntil >= today ? [] : found(['validUntil'], `The statement ended on ${validUntil}; give a later last day.`),
)

const future = (what: string, date: string) => `${what} ${date} is in the future; nothing can be signed or issued then.`

const signedInPast = rule('date-in-future', z.object({ signedOn: day }), ({ signedOn }, today) =>
  signedOn <= today ? [] : found(['signedOn'], future('The date of signature', signedOn)),
)

const signaturesInPast = ruleForEach(
  'date-in-future',
  ['signatures'],
  z.object({ signedOn: day }),
  ({ signedOn }, path, today) =>
    signedOn <= today ? [] : found([...path, 'signedOn'], future('The date of signature', signedOn)),
)

const certifiedInPast = ruleForEach(
  'date-in-future',
  ['certifications'],
  z.object({ date: day }),
  ({ date }, path, today) => (date <= today ? [] : found([...path, 'date'], future('The date of certification', date))),
)

const licensedInPast = ruleForEach(
  'date-in-future',
  ['authorisations'],
  z.object({ issued: day }),
  ({ issued }, path, today) => (issued <= today ? [] : found([...path, 'issued'], future('The date of issue', issued))),
)

const licenceOrder = ruleForEach(
  'authorisation-order',
  ['authorisations'],
  z.object({ issued: day, expires: day }),
  ({ issued, expires }, path) =>
    issued <= expires
      ? []
      : found([...path, 'expires'], `This authorisation ends on ${expires}, before it was issued on ${issued}.`),
)

/** Who signs knows only the contracts of that day; a later one was written in afterwards. */
const agreedBeforeSigned = (name: 'contractDate' | 'orderDate', what: string) =>
  rule(
    'contract-after-signature',
    z.object({ signedOn: day, transaction: z.object({ [name]: day }) }),
    ({ signedOn, transaction }) => {
      const agreed = transaction[name]!
      return agreed <= signedOn
        ? []
        : found(
            ['transaction', name],
            `The ${what} is dated ${agreed}, after the statement was signed on ${signedOn}. Correct the date, or have the statement signed again.`,
          )
    },
  )

export const dateRules: readonly Rule[] = [
  validityOrder,
  validityLength,
  notOver,
  signedInPast,
  signaturesInPast,
  certifiedInPast,
  licensedInPast,
  licenceOrder,
  agreedBeforeSigned('contractDate', 'contract'),
  agreedBeforeSigned('orderDate', 'order'),
]
