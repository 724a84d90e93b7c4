import { form } from './text.ts'

/**
 * Quantity as a canonical decimal string: up to 14 digits before and 6 after the point, no sign, exponent or trailing
 * zero, so that one quantity has one spelling (security.md 4.2). JSON numbers would round.
 */
export const decimal = form(
  /^(0|[1-9]\d{0,13})(\.\d{0,5}[1-9])?$/,
  'Write the number as text with digits and a point only, for example "1250" or "0.5": no sign, no thousands separator, no trailing zero, at most 6 decimals.',
)

export const positiveDecimal = decimal.refine((value) => value !== '0', {
  error: 'The quantity must be more than zero.',
  params: { rule: 'not-positive' },
})

/** An amount of money as text, up to 4 decimals; trailing zeros are usual here ("1250.00"). */
export const money = form(
  /^(0|[1-9]\d{0,14})(\.\d{1,4})?$/,
  'Write the amount as text with digits and a point only, for example "1250.00": no sign, no thousands separator.',
)

/** A share or tolerance in percent, 0 to 100, as a decimal string. */
export const percent = form(
  /^(100|[1-9]?\d)(\.\d{0,3}[1-9])?$/,
  'Write the percentage as text between "0" and "100", for example "25" or "12.5".',
).refine((value) => !value.startsWith('100.'), {
  error: 'A percentage cannot be more than 100.',
  params: { rule: 'over-100' },
})
