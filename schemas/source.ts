import * as z from 'zod'

/**
 * Where a fact of the law or of a form comes from. `seen`: it was read in the source itself or in `seenIn`;
 * `memory`: well known, but not read again. What rests on memory alone advises, and
 * refuses nobody.
 */
export const source = z.strictObject({
  cite: z.string().min(3).max(280),
  confidence: z.enum(['seen', 'memory']),
  /** Who repeats the law, where it was not read in the law itself. */
  seenIn: z.string().min(3).max(280).optional(),
})
export type Source = z.infer<typeof source>

export const seen = (cite: string, seenIn?: string): Source =>
  seenIn === undefined ? { cite, confidence: 'seen' } : { cite, confidence: 'seen', seenIn }

export const memory = (cite: string): Source => ({ cite, confidence: 'memory' })
