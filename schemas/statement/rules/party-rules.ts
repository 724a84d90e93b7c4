import * as z from 'zod'
import { percent } from '#schemas/decimal.ts'
import { isCountry } from '../current-codes.ts'
import { quoted } from '../located-fault.ts'
import { codeList, day, found, rule, ruleForEach, shortList, tolerant, type Rule } from './rule.ts'

const withRoles = z.object({ parties: shortList(z.object({ roles: codeList })) })

const roleIsThere = (id: string, role: string, who: string): Rule =>
  rule(id, withRoles, ({ parties }) =>
    parties.some((party) => party.roles.includes(role))
      ? []
      : found(['parties'], `No party has the role ${role}. Add ${who}, or give the role to the party that has it.`),
  )

const oneEndUser = rule('one-end-user', withRoles, ({ parties }) => {
  const endUsers = parties.flatMap((party, index) => (party.roles.includes('END_USER') ? [index] : []))
  return endUsers.slice(1).map((index) => ({
    path: ['parties', index, 'roles'],
    detail:
      'A statement is made by one end user. Make one statement for each, or give the others the role ULTIMATE_END_USER.',
  }))
})

const roleOnce = ruleForEach('said-twice', ['parties'], z.object({ roles: codeList }), ({ roles }, path) =>
  roles.flatMap((role, index) =>
    roles.indexOf(role) < index ? found([...path, 'roles', index], `The role ${quoted(role)} is given twice.`) : [],
  ),
)

/** Letters that look like Latin ones (Cyrillic, Greek, mathematical, full width) would make one name two. */
const notLatin = (name: string) =>
  [...name].find(
    (character) =>
      /\p{L}/u.test(character) &&
      !/[ªº]/.test(character) &&
      !(/[\p{sc=Latn}\p{Lm}]/u.test(character) && character.normalize('NFKC') === character),
  )

const latinName = ruleForEach(
  'legal-name-not-latin',
  ['parties'],
  z.object({ legalName: z.string() }),
  ({ legalName }, path) => {
    const place = [...path, 'legalName']
    if (!/[\p{sc=Latn}\p{Nd}]/u.test(legalName))
      return found(place, 'The legal name has no Latin letter at all. Write it as in the register or on the passport.')
    const letter = notLatin(legalName)
    if (letter === undefined) return []
    const codePoint = letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return found(
      place,
      `The legal name has the letter "${letter}" (U+${codePoint}), which is not a Latin letter. Write the name in Latin letters, as in the register or on the passport, and put the native spelling in "nativeName".`,
    )
  },
)

/** ISO 15924 code: letters of which at least one stands in a text of that script. */
const scripts: Readonly<Record<string, RegExp>> = {
  Arab: /\p{sc=Arab}/u,
  Armn: /\p{sc=Armn}/u,
  Beng: /\p{sc=Beng}/u,
  Cyrl: /\p{sc=Cyrl}/u,
  Deva: /\p{sc=Deva}/u,
  Ethi: /\p{sc=Ethi}/u,
  Geor: /\p{sc=Geor}/u,
  Grek: /\p{sc=Grek}/u,
  Gujr: /\p{sc=Gujr}/u,
  Guru: /\p{sc=Guru}/u,
  Hang: /\p{sc=Hang}/u,
  Hani: /\p{sc=Hani}/u,
  Hans: /\p{sc=Hani}/u,
  Hant: /\p{sc=Hani}/u,
  Hebr: /\p{sc=Hebr}/u,
  Jpan: /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}]/u,
  Khmr: /\p{sc=Khmr}/u,
  Knda: /\p{sc=Knda}/u,
  Kore: /[\p{sc=Hang}\p{sc=Hani}]/u,
  Laoo: /\p{sc=Laoo}/u,
  Latn: /\p{sc=Latn}/u,
  Mlym: /\p{sc=Mlym}/u,
  Mong: /\p{sc=Mong}/u,
  Mymr: /\p{sc=Mymr}/u,
  Sinh: /\p{sc=Sinh}/u,
  Taml: /\p{sc=Taml}/u,
  Telu: /\p{sc=Telu}/u,
  Thai: /\p{sc=Thai}/u,
}

const nativeScript = ruleForEach(
  'native-name-script',
  ['parties'],
  z.object({ nativeName: z.object({ text: z.string(), script: z.string() }) }),
  ({ nativeName: { text, script } }, path) => {
    const letters = Object.hasOwn(scripts, script) ? scripts[script] : undefined
    return letters === undefined || letters.test(text)
      ? []
      : found(
          [...path, 'nativeName', 'script'],
          `The native name has no letter of the script ${script}. Correct the script or the name.`,
        )
  },
)

const share = z.object({ sharePct: percent })
const tenThousandths = (value: string) => {
  const [whole = '0', fraction = ''] = value.split('.')
  return BigInt(whole + fraction.padEnd(4, '0'))
}

const ownersShares = ruleForEach(
  'shares-over-100',
  ['parties'],
  z.object({ owners: z.array(z.unknown()) }),
  ({ owners }, path) => {
    const sum = owners.reduce<bigint>((total, owner) => {
      const known = share.safeParse(owner)
      return known.success ? total + tenThousandths(known.data.sharePct) : total
    }, 0n)
    return sum <= 1_000_000n
      ? []
      : found([...path, 'owners'], 'The shares of the owners add up to more than 100 percent. Correct them.')
  },
)

/** Where a number begins with its country; Greece writes EL before VAT numbers only, and often before EORI numbers. */
const countryOfNumber: Readonly<Record<string, (value: string) => string | undefined>> = {
  EORI: (value) => (value.startsWith('EL') ? undefined : value.slice(0, 2)),
  VAT: (value) => (value.startsWith('EL') ? undefined : value.slice(0, 2)),
  BIC: (value) => value.slice(4, 6),
}

const numbered = z.object({ scheme: z.string(), value: z.string().min(8) })

const identifierCountry = ruleForEach(
  'identifier-country',
  ['parties'],
  z.object({ identifiers: tolerant(numbered) }),
  ({ identifiers }, path) =>
    identifiers.flatMap((known, index) => {
      if (known === undefined || !Object.hasOwn(countryOfNumber, known.scheme)) return []
      const where = [...path, 'identifiers', index, 'value']
      if (known.scheme === 'VAT' && known.value.startsWith('GR'))
        return found(where, 'A Greek VAT number begins with EL, not with GR.')
      const country = countryOfNumber[known.scheme]!(known.value)
      return country === undefined || isCountry(country)
        ? []
        : found(
            where,
            `${quoted(country)} in this ${known.scheme} is not a country code; copy the number again from its source.`,
          )
    }),
)

const incorporated = ruleForEach(
  'date-in-future',
  ['parties'],
  z.object({ incorporationDate: day }),
  ({ incorporationDate }, path, today) =>
    incorporationDate <= today
      ? []
      : found([...path, 'incorporationDate'], `The incorporation date ${incorporationDate} is in the future.`),
)

export const partyRules: readonly Rule[] = [
  roleIsThere('end-user-missing', 'END_USER', 'the party that will use the goods'),
  roleIsThere('exporter-missing', 'EXPORTER', 'the exporter to whom the statement is made'),
  oneEndUser,
  roleOnce,
  latinName,
  nativeScript,
  ownersShares,
  identifierCountry,
  incorporated,
]
