import * as z from 'zod'
import { money, percent, positiveDecimal } from '#schemas/decimal.ts'
import { minorUnits } from '../current-codes.ts'
import { quoted } from '../located-fault.ts'
import { found, rule, ruleForEach, tolerant, type Finding, type Rule } from './rule.ts'

/** Units that count single articles (UN/ECE Recommendation 20). */
const pieceUnits = new Set(['NAR', 'C62', 'H87', 'EA'])

const lineNumbers = rule(
  'line-number-twice',
  z.object({ lines: tolerant(z.object({ lineNo: z.int() })) }),
  ({ lines }) => {
    const numbers = lines.map((line) => line?.lineNo)
    return numbers.flatMap((lineNo, index) =>
      lineNo !== undefined && numbers.indexOf(lineNo) < index
        ? found(
            ['lines', index, 'lineNo'],
            `Line number ${lineNo} is used twice. Give every goods line its own number.`,
          )
        : [],
    )
  },
)

const wholePieces = ruleForEach(
  'piece-not-whole',
  ['lines'],
  z.object({ quantity: positiveDecimal, unit: z.string() }),
  ({ quantity, unit }, path) =>
    pieceUnits.has(unit) && quantity.includes('.')
      ? found(
          [...path, 'quantity'],
          `${quantity} ${unit} is not a whole number of articles. Write a whole number, or another unit.`,
        )
      : [],
)

const serialised = z.object({
  quantity: positiveDecimal,
  unit: z.string(),
  serialNumbers: z.array(z.string()).min(1),
})

const serialsFit = ruleForEach(
  'more-serials-than-articles',
  ['lines'],
  serialised,
  ({ quantity, unit, serialNumbers }, path) =>
    pieceUnits.has(unit) && BigInt(serialNumbers.length) > BigInt(quantity.split('.')[0]!)
      ? found(
          [...path, 'serialNumbers'],
          `There are ${serialNumbers.length} serial numbers for ${quantity} articles. Correct the quantity, or leave out the serial numbers that are not shipped.`,
        )
      : [],
)

const noToleranceOnSerials = ruleForEach(
  'tolerance-with-serials',
  ['lines'],
  serialised.extend({ tolerancePct: percent }),
  ({ quantity, unit, serialNumbers, tolerancePct }, path) =>
    pieceUnits.has(unit) && tolerancePct !== '0' && quantity === String(serialNumbers.length)
      ? found(
          [...path, 'tolerancePct'],
          'Every article is named by its serial number, so none beyond them can be shipped. Leave the tolerance out.',
        )
      : [],
)

const serialsNowOrLater = ruleForEach(
  'serials-to-follow',
  ['lines'],
  z.object({ serialNumbers: z.array(z.unknown()).min(1), serialsToFollow: z.literal(true) }),
  (_, path) =>
    found(
      [...path, 'serialsToFollow'],
      'The serial numbers stand in this line, so they do not follow later. Remove one of the two.',
    ),
)

const article = z.object({
  manufacturer: z.string().optional(),
  model: z.string().optional(),
  partNumber: z.string().optional(),
  serialNumbers: z.array(z.string()),
})
type Article = z.infer<typeof article>

/** Two makers may number their articles alike; only goods that are known to differ may share a serial number. */
const differ = (one: Article, other: Article) =>
  (['manufacturer', 'model', 'partNumber'] as const).some(
    (name) => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name],
  )

const serialOnce = rule('serial-number-twice', z.object({ lines: tolerant(article) }), ({ lines }) => {
  const seen = new Map<string, Article[]>()
  const findings: Finding[] = []
  for (const [index, line] of lines.entries())
    for (const [position, serial] of (line?.serialNumbers ?? []).entries()) {
      const others = seen.get(serial) ?? []
      if (others.some((other) => other === line || !differ(line!, other)))
        findings.push({
          path: ['lines', index, 'serialNumbers', position],
          detail: `The serial number ${quoted(serial)} stands twice in this statement. Name every article once.`,
        })
      seen.set(serial, [...others.filter((other) => other !== line), line!])
    }
  return findings
})

const moneyDecimals = ruleForEach(
  'money-decimals',
  ['lines'],
  z.object({ value: z.object({ amount: money, currency: z.string() }) }),
  ({ value: { amount, currency } }, path) => {
    const allowed = minorUnits(currency)
    const written = amount.split('.')[1]?.length ?? 0
    if (allowed === undefined || written <= allowed) return []
    const decimals = allowed === 0 ? 'no decimals' : `at most ${allowed} decimals`
    return found([...path, 'value', 'amount'], `An amount in ${currency} has ${decimals}; ${amount} has ${written}.`)
  },
)

export const goodsRules: readonly Rule[] = [
  lineNumbers,
  wholePieces,
  serialsFit,
  noToleranceOnSerials,
  serialsNowOrLater,
  serialOnce,
  moneyDecimals,
]
