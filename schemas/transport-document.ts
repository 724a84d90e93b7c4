import * as z from 'zod'
import { form, text } from './text.ts'
import { isAirWaybill, isContainer, isPostalItem, isShip } from './transport-numbers.ts'

/** As papers separate the groups of a number; none of them tells two numbers apart. */
const separators = /[\s./\u2010-\u2015-]/g

/** The characters of a number without what papers put between them, in capitals. */
export function bareNumber(written: string): string {
  return written.replace(separators, '').toUpperCase()
}

/** A number as it stands on the paper, with its separators; `bare` is the form without them. */
const numbered = (bare: RegExp, sentence: string, addsUp?: (number: string) => boolean, wrongDigit?: string) =>
  form(/^[A-Za-z0-9][A-Za-z0-9 ./\u2010-\u2015-]{0,39}$/, sentence).superRefine((written, ctx) => {
    const number = bareNumber(written)
    if (!bare.test(number)) ctx.addIssue({ code: 'custom', message: sentence, params: { rule: 'wrong-form' } })
    else if (addsUp?.(number) === false)
      ctx.addIssue({ code: 'custom', message: wrongDigit ?? sentence, params: { rule: 'check-digit' } })
  })

const anyNumber = numbered(/^[A-Z0-9]{1,35}$/, 'Write the number as on the paper: letters and digits, up to 35.')

/** An air waybill that is entered as something else would escape its check digit, and its twin. */
const noAirWaybill = anyNumber.refine((written) => !isAirWaybillNumber(bareNumber(written)), {
  error: 'This is the number of an air waybill. Enter it with kind "AWB".',
  params: { rule: 'is-air-waybill' },
})

function isAirWaybillNumber(number: string): boolean {
  return /^\d{11}$/.test(number) && isAirWaybill(number)
}

const carrierName = text(70)

/**
 * The document under which the goods travel. Which carriers number for themselves and which by a world-wide code differs
 * by mode, so each kind says what its number means (domain.md 3.4).
 */
export const transportDocument = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('AWB'),
      number: numbered(
        /^\d{11}$/,
        'An air waybill has 11 digits: three of the airline and eight, for example "176-12345675".',
        isAirWaybill,
        'The check digit of this air waybill does not add up; a digit is wrong. Copy it again from the paper.',
      ),
    }),
    z.strictObject({
      kind: z.literal('BL'),
      /** Standard Carrier Alpha Code of who issued the bill of lading or sea waybill. */
      carrier: form(/^[A-Z]{2,4}$/, 'Write the carrier as its SCAC, two to four capitals, for example "MAEU".'),
      number: numbered(
        /^[A-Z0-9]{1,20}$/,
        'Write the number of the bill of lading as on the paper: letters and digits, up to 20.',
      ),
    }),
    z.strictObject({
      kind: z.literal('CIM'),
      /** Railway undertaking, as the four digits of its UIC company code. */
      carrier: form(/^\d{4}$/, 'Write the railway as the four digits of its company code, for example "2180".'),
      number: anyNumber,
    }),
    z.strictObject({
      kind: z.literal('POST'),
      number: numbered(
        /^[A-Z]{2}\d{9}[A-Z]{2}$/,
        'A postal item has two letters, nine digits and two letters (UPU S10), for example "RR473124829GB".',
        isPostalItem,
        'The check digit of this postal item does not add up; a character is wrong. Copy it again from the label.',
      ),
    }),
    z.strictObject({
      /** House documents of forwarders, road consignment notes, couriers: each carrier has numbers of its own. */
      kind: z.enum(['HAWB', 'HBL', 'CMR', 'COURIER', 'OTHER']),
      carrier: carrierName,
      number: noAirWaybill,
    }),
  ])
  .meta({ id: 'TransportDocument' })
export type TransportDocument = z.infer<typeof transportDocument>

export const container = numbered(
  /^[A-Z]{3}[UJZR]\d{7}$/,
  'A container has four letters and seven digits (ISO 6346), for example "CSQU3054383".',
  isContainer,
  'The check digit of this container does not add up; a character is wrong. Copy it again from its door.',
)

export const ship = form(/^\d{7}$/, 'An IMO ship number has seven digits, for example "9074729".').refine(isShip, {
  error: 'The check digit of this IMO ship number does not add up; a digit is wrong. Copy it again.',
  params: { rule: 'check-digit' },
})

/** The customs declaration under which the goods leave or enter. */
export const customsDeclaration = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('MRN'),
      number: form(
        /^\d{2}[A-Z]{2}[A-Z0-9]{13}\d$/,
        'An MRN has 18 characters: two digits of the year, the country, thirteen and a digit.',
      ),
    }),
    z.strictObject({
      kind: z.literal('ITN'),
      number: form(/^X\d{14}$/, 'An AES ITN is an X and fourteen digits, for example "X20261123123456".'),
    }),
    z.strictObject({ kind: z.literal('OTHER'), number: text(35) }),
  ])
  .meta({ id: 'CustomsDeclaration' })
