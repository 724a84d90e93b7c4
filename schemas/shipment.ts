import * as z from 'zod'
import { positiveDecimal } from './decimal.ts'
import { codeForms } from './statement/codes.ts'
import { partyRole } from './statement/party.ts'
import { hsEditions } from './statement/goods-line.ts'
import { form, text } from './text.ts'

/** One line of the goods in front of the person who checks. */
export const shipmentLine = z.strictObject({
  /** The statement's line, if the paper names it; else the line is found by its codes. */
  lineNo: z.int().min(1).max(9999).optional(),
  hs: z.strictObject({ code: codeForms.commodity, edition: z.enum(hsEditions).optional() }).optional(),
  /** Control-list number as written on the papers, any regime. */
  classification: text(35).optional(),
  quantity: positiveDecimal.optional(),
  unit: codeForms.unit.optional(),
  serialNumbers: z.array(text(35)).max(1000).optional(),
})

/**
 * Facts of the shipment, from the goods, the invoice and the transport document. Every fact is optional: what is not
 * given is not compared, and the verdict says so.
 */
export const shipment = z.strictObject({
  lines: z.array(shipmentLine).max(200).optional(),
  parties: z
    .array(z.strictObject({ role: partyRole, name: text(140), country: codeForms.country.optional() }))
    .max(40)
    .optional(),
  /** Country in which the goods are to be used or delivered. */
  destination: codeForms.country.optional(),
  /** Countries that the goods pass on the way. */
  transitCountries: z.array(codeForms.country).max(30).optional(),
  partialShipment: z.boolean().optional(),
  contractNumber: text(35).optional(),
  transportDocument: z
    .strictObject({
      carrier: text(70),
      number: form(/^[A-Za-z0-9][A-Za-z0-9 /.-]{0,34}$/, 'Write the transport document number as on the paper.'),
    })
    .optional(),
})
export type Shipment = z.infer<typeof shipment>
export type ShipmentLine = z.infer<typeof shipmentLine>
