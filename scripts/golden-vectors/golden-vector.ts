import * as z from 'zod'
import { seconds } from '#schemas/certificate.ts'
import { evidence, presented } from '#schemas/evidence.ts'
import { shipment } from '#schemas/shipment.ts'
import { check, verdictWord } from '#schemas/verdict.ts'

/** One file of test/vectors/golden. */
export const goldenVector = z.strictObject({
  /** The file's name, without `.json`. */
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** What it is about, for people. */
  comment: z.string().min(10),
  /** Seconds since 1970-01-01T00:00Z by which it is judged. */
  clock: seconds,
  presented,
  evidence,
  shipment: shipment.optional(),
  expected: z.strictObject({
    verdict: verdictWord,
    /**
     * The checks that decide, in their order: of a `valid` verdict the required ones (all passed), of an `invalid` one
     * those that failed, of an `undetermined` one the required ones that neither passed nor failed.
     */
    checks: z.array(check.pick({ name: true, outcome: true, code: true })).min(1),
    /** Source of what may be shown of the contents; absent if nothing may be. */
    shown: z.enum(['credential', 'qr', 'id']).optional(),
  }),
})
export type GoldenVector = z.infer<typeof goldenVector>
