import * as z from 'zod'

/** What a QR code says, decoded: the same facts as the credential, as many as fit on paper. */
export const qrSummary = z.strictObject({
  id: z.string(),
  issuedAt: z.int(),
  validFrom: z.int(),
  validUntil: z.int(),
  status: z.strictObject({ list: z.int(), index: z.int() }),
  /** SHA-256 of the credential's payload bytes, base64url: ties the paper to the full statement. */
  sth: z.string(),
  endUser: z.strictObject({ name: z.string(), country: z.string(), registration: z.string().optional() }),
  consignee: z.strictObject({ name: z.string(), country: z.string() }),
  lines: z.array(
    z.strictObject({
      lineNo: z.int(),
      hs: z.string().optional(),
      classification: z.string().optional(),
      quantity: z.string(),
      unit: z.string(),
      tolerancePct: z.string().optional(),
    }),
  ),
  /** All lines of the statement; those beyond `lines` did not fit and are covered by `sth`. */
  lineCount: z.int(),
  /** Country of use. */
  destination: z.string(),
  /** Which of the assurance codes are accepted, in the order of `assuranceCodes`. */
  assurances: z.array(z.string()),
})
export type QrSummary = z.infer<typeof qrSummary>
