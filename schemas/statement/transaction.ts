import * as z from 'zod'
import { text } from '../text.ts'
import { perCodes } from './codes.ts'

const date = z.iso.date({ error: 'Write the date as YYYY-MM-DD.' })

export const incoterms = ['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'] as const

/** The contract behind the shipment and what it allows on the way. */
export const transaction = perCodes((codes) =>
  z
    .strictObject({
      contractNumber: text(35).optional(),
      contractDate: date.optional(),
      orderNumber: text(35).optional(),
      orderDate: date.optional(),
      incoterm: z.strictObject({ code: z.enum(incoterms), place: text(70) }).optional(),
      paymentCountries: z.array(codes.country).max(10).optional(),
      payer: text(140).optional(),
      lcNumber: text(35).optional(),
      partialShipmentsAllowed: z.boolean().optional(),
      transhipmentAllowed: z.boolean().optional(),
      permittedTransitCountries: z.array(codes.country).max(60).optional(),
      requestedRoute: z.array(codes.locode).max(20).optional(),
    })
    .meta({ id: 'Transaction' }),
)

/** A licence or certificate that this statement refers to. */
export const authorisation = perCodes((codes) =>
  z
    .strictObject({
      type: z.enum(['EXPORT_LICENCE', 'IMPORT_LICENCE', 'IIC', 'GENERAL_LICENCE', 'EXCEPTION', 'DVC']),
      number: text(35),
      authority: text(140),
      country: codes.country,
      issued: date.optional(),
      expires: date.optional(),
    })
    .meta({ id: 'Authorisation' }),
)
