import * as z from 'zod'
import type { UnknownFact } from '../text.ts'
import { statementForm, type Statement } from './statement.ts'

/** A value of which any member of any object may be withheld. */
export type PartOf<T> = T extends UnknownFact
  ? T
  : T extends readonly (infer E)[]
    ? PartOf<E>[]
    : T extends object
      ? { [K in keyof T]?: PartOf<T[K]> }
      : T

/** A statement of which a reader sees a part: what stands there has its form, and everything may be absent. */
export const partialStatement = (partOf(statementForm) as z.ZodType<PartOf<Statement>, PartOf<Statement>>).meta({
  id: 'PartialStatement',
  description: 'A part of a Statement: what stands here has the form that it has there; any member may be withheld.',
  // The description of the interface does not write the whole statement out a second time.
  override: ({ jsonSchema }: { jsonSchema: { properties?: unknown; additionalProperties?: unknown } }) => {
    delete jsonSchema.properties
    delete jsonSchema.additionalProperties
  },
})
export type PartialStatement = PartOf<Statement>

/** No rule that compares members is kept: it could not tell what is withheld from what is missing. */
function partOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return partOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray) return z.array(partOf(schema.element as z.ZodType))
  if (schema instanceof z.ZodUnion) return z.union((schema.options as z.ZodType[]).map(partOf))
  if (!(schema instanceof z.ZodObject)) return schema
  const members = Object.entries(schema.shape as Record<string, z.ZodType>)
  return z.strictObject(Object.fromEntries(members.map(([name, member]) => [name, partOf(member).optional()])))
}
