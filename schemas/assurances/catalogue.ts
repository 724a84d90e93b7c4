import * as z from 'zod'
import type { Codes } from '../statement/codes.ts'
import {
  assuranceParameters,
  type AssuranceCode,
  type AssuranceParameterName,
  type AssuranceParameters,
} from '../statement/undertakings.ts'
import { dutiesAndFacts } from './duties-and-facts.ts'
import type { AssuranceEntry } from './kind.ts'
import { russiaAssurances } from './russia.ts'
import { transferAssurances } from './transfer.ts'
import { useAssurances } from './use.ts'

/**
 * Every assurance: its kind, the parameters it takes and where it comes from. Its words, which take those parameters,
 * are in `schemas/wording/undertakings.ts`; its place in the QR code is that in `assuranceCodes`.
 */
export const assuranceCatalogue: Readonly<Record<AssuranceCode, AssuranceEntry>> = {
  ...useAssurances,
  ...transferAssurances,
  ...russiaAssurances,
  ...dutiesAndFacts,
}

/**
 * The parameters of one code, strictly: those it takes and no others. The form of the statement, which old certificates
 * keep for ever, allows every parameter beside every code; issuing does not (`assurance-parameters`).
 */
export function parametersOf(code: AssuranceCode, codes: Codes): z.ZodType<Partial<AssuranceParameters>> {
  const { shape } = assuranceParameters(codes)
  const taken = Object.entries(assuranceCatalogue[code].parameters) as [AssuranceParameterName, string][]
  return z.strictObject(
    Object.fromEntries(
      taken.map(([name, need]) => [name, need === 'required' ? shape[name].unwrap() : shape[name]] as const),
    ),
  )
}
