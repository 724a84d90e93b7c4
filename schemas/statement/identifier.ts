import * as z from 'zod'
import { form, text } from '../text.ts'
import { isInn, isLei, isOgrn, isUscc } from './check-digits.ts'
import { perCodes } from './codes.ts'

const checked = (pattern: RegExp, addsUp: (value: string) => boolean, name: string, example: string) =>
  form(pattern, `This is not the form of a ${name}; it looks like "${example}".`).refine(addsUp, {
    error: `The check digits of this ${name} do not add up; a character is wrong. Copy it again from the register.`,
    params: { rule: 'check-digit' },
  })

const bic = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/

/** A party's number in a register. Sources of the forms: domain.md 3.3. */
export const identifier = perCodes((codes) =>
  z
    .discriminatedUnion('scheme', [
      z.strictObject({
        scheme: z.literal('LEI'),
        value: checked(/^[A-Z0-9]{18}\d{2}$/, isLei, 'LEI (ISO 17442)', '5493001KJTIIGC8Y1R12'),
      }),
      z.strictObject({
        scheme: z.literal('EORI'),
        value: form(/^[A-Z]{2}[A-Z0-9]{1,15}$/, 'An EORI is a country code followed by up to 15 letters or digits.'),
      }),
      z.strictObject({
        scheme: z.literal('VAT'),
        value: form(/^[A-Z]{2}[A-Z0-9+*]{2,13}$/, 'A VAT number starts with its country code (EL for Greece).'),
      }),
      z.strictObject({ scheme: z.literal('DUNS'), value: form(/^\d{9}$/, 'A D-U-N-S number has nine digits.') }),
      z.strictObject({
        scheme: z.literal('USCC'),
        value: checked(/^[0-9A-HJ-NPQRTUWXY]{18}$/, isUscc, 'Unified Social Credit Code', '91350100M000100Y43'),
      }),
      z.strictObject({ scheme: z.literal('INN'), value: checked(/^(\d{10}|\d{12})$/, isInn, 'INN', '7707083893') }),
      z.strictObject({
        scheme: z.literal('OGRN'),
        value: checked(/^(\d{13}|\d{15})$/, isOgrn, 'OGRN', '1027700132195'),
      }),
      z.strictObject({
        scheme: z.literal('PAN'),
        value: form(/^[A-Z]{5}\d{4}[A-Z]$/, 'An Indian PAN or IEC has five letters, four digits and a letter.'),
      }),
      z.strictObject({
        scheme: z.literal('BIC'),
        value: form(bic, 'A BIC (ISO 9362) has 8 or 11 letters and digits, for example "DEUTDEFF".'),
      }),
      z.strictObject({
        scheme: z.literal('NATIONAL'),
        value: text(35),
        register: text(70).optional(),
        country: codes.country,
      }),
    ])
    .meta({ id: 'Identifier' }),
)
