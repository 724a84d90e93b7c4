import * as z from 'zod'
import { codeList, day, found, rule, ruleForEach, shortList, tolerant, type Finding, type Rule } from './rule.ts'

const promise = z.object({ code: z.string(), accepted: z.boolean() })
const promises = z.object({ assurances: tolerant(promise) })

const accepted = (assurances: z.infer<typeof promises>['assurances'], code: string) =>
  assurances.findIndex((one) => one?.code === code && one.accepted)

/** A promise that names who must consent is another promise to another authority: one statement serves several. */
const made = z.object({
  code: z.string(),
  accepted: z.boolean().optional(),
  params: z.object({ consentBy: z.string() }).optional(),
})
type Made = z.infer<typeof made>

const toTheSame = (one: Made, other: Made) =>
  one.code === other.code &&
  (one.params === undefined ||
    other.params === undefined ||
    one.params.consentBy === other.params.consentBy ||
    one.accepted !== other.accepted)

const promiseOnce = rule('assurance-twice', z.object({ assurances: tolerant(made) }), ({ assurances }) =>
  assurances.flatMap((one, index) =>
    one !== undefined && assurances.slice(0, index).some((other) => other !== undefined && toTheSame(one, other))
      ? found(
          ['assurances', index, 'code'],
          'The assurance is given twice. Keep one, with all its exceptions; only for the consent of another authority may it stand again.',
        )
      : [],
  ),
)

const promisesSomething = rule(
  'nothing-promised',
  z.object({ assurances: shortList(z.object({ accepted: z.boolean() })).min(1) }),
  ({ assurances }) =>
    assurances.some((one) => one.accepted)
      ? []
      : found(['assurances'], 'No assurance is accepted, so the statement promises nothing. Accept at least one.'),
)

const exceptionFromPromise = ruleForEach(
  'exception-without-promise',
  ['assurances'],
  z.object({ accepted: z.literal(false), exceptions: z.string() }),
  (_, path) =>
    found([...path, 'exceptions'], 'What is not promised has no exceptions. Accept the assurance, or remove them.'),
)

const declared = z.object({ declarations: z.record(z.string(), z.unknown()), assurances: tolerant(promise) })

/** The same thing said once as a declaration and once as an assurance must be said alike. */
const saidAlike = rule('said-both-ways', declared, ({ declarations, assurances }) =>
  (
    [
      ['A-TRUE', 'factsTrue'],
      ['A-NOTIFY-CHANGE', 'changeNotice'],
      ['A-SHARE', 'dataSharingConsent'],
    ] as const
  ).flatMap(([code, name]) => {
    const index = assurances.findIndex((one) => one?.code === code)
    const said = declarations[name]
    if (index < 0 || typeof said !== 'boolean' || assurances[index]!.accepted === said) return []
    return found(
      ['assurances', index, 'accepted'],
      `${code} says ${assurances[index]!.accepted}, and "${name}" in the declarations says ${said}. Answer both alike.`,
    )
  }),
)

const use = promises.extend({
  endUse: z.object({ dispositions: codeList, civilMilitary: z.string() }),
})

interface Contradiction {
  readonly code: string
  readonly when: (endUse: z.infer<typeof use>['endUse']) => boolean
  readonly because: string
}

/** Promises that the end use, as declared beside them, would break at once. */
const contradictions: readonly Contradiction[] = [
  {
    code: 'A-CIVIL-ONLY',
    when: ({ civilMilitary }) => civilMilitary === 'MILITARY' || civilMilitary === 'DUAL',
    because: 'the end use is declared as not only civil',
  },
  {
    code: 'A-USER-ONLY',
    when: ({ dispositions }) => ['RESALE_DOMESTIC', 'REEXPORT', 'STOCK'].some((code) => dispositions.includes(code)),
    because: 'the goods are declared to go on to others',
  },
  {
    code: 'A-RESALE-DOMESTIC-ONLY',
    when: ({ dispositions }) => dispositions.includes('REEXPORT'),
    because: 'the goods are declared to be re-exported',
  },
  {
    code: 'A-INCORPORATE-ONLY',
    when: ({ dispositions }) => !dispositions.includes('INCORPORATE'),
    because: 'INCORPORATE is not among the dispositions',
  },
]

const keepable = rule('promise-against-use', use, ({ assurances, endUse }) =>
  contradictions.flatMap(({ code, when, because }): Finding[] => {
    const index = accepted(assurances, code)
    return index >= 0 && when(endUse)
      ? found(['assurances', index], `${code} is promised, but ${because}. Correct one of the two.`)
      : []
  }),
)

/** Kinds of document that a ministry signs in place of the end user (domain.md 5.1). */
const official = new Set(['EUC', 'CWC_SCH3_EUC', 'IIC', 'DVC'])

const signed = z.object({
  documentKind: z.string(),
  signedOn: day,
  signatures: shortList(z.object({ role: z.string(), signedOn: day })).min(1),
})

const endUserSigns = rule('end-user-signature', signed, ({ documentKind, signedOn, signatures }) => {
  const makers = signatures.filter(
    ({ role }) => role === 'END_USER' || (role === 'AUTHORITY' && official.has(documentKind)),
  )
  if (makers.length === 0)
    return found(['signatures'], 'Nobody signs for the end user. Add the signature with the role END_USER.')
  return makers.some((maker) => maker.signedOn === signedOn)
    ? []
    : found(
        ['signedOn'],
        `The statement is dated ${signedOn}, but the end user signed on ${makers[0]!.signedOn}. Write the same date in both.`,
      )
})

const signers: Readonly<Record<string, readonly string[]>> = {
  FINAL_CONSIGNEE: ['FINAL_CONSIGNEE'],
  PURCHASER: ['PURCHASER', 'IMPORTER'],
  EXPORTER: ['EXPORTER'],
}

const namedSigner = rule(
  'signer-not-a-party',
  z.object({
    parties: shortList(z.object({ roles: codeList })),
    signatures: tolerant(z.object({ role: z.string() })),
  }),
  ({ parties, signatures }) =>
    signatures.flatMap((signature, index) => {
      const roles = signature !== undefined && Object.hasOwn(signers, signature.role) ? signers[signature.role]! : []
      return roles.length === 0 || parties.some((party) => roles.some((role) => party.roles.includes(role)))
        ? []
        : found(
            ['signatures', index, 'role'],
            `Somebody signs as ${signature!.role}, but no party has that role. Add the party, or correct the role.`,
          )
    }),
)

export const promiseRules: readonly Rule[] = [
  promiseOnce,
  promisesSomething,
  exceptionFromPromise,
  saidAlike,
  keepable,
  endUserSigns,
  namedSigner,
]
