import * as z from 'zod'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const memberOf = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Record<PropertyKey, unknown>)[step]
    : undefined

/** What stands at a path of what was sent; undefined if nothing does. */
export const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown => path.reduce(memberOf, raw)

/** Which branch of a union the writer meant: the one of their discriminator, or the statement that a fact is unknown. */
function meant(union: z.ZodUnion | z.ZodDiscriminatedUnion, value: unknown): unknown {
  const options = union.options as readonly z.core.$ZodType[]
  if (union instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = union.def
    return options.find(
      (option) =>
        option instanceof z.ZodObject &&
        (option.shape as Record<string, z.ZodType>)[discriminator]?.safeParse(memberOf(value, discriminator)).success,
    )
  }
  const isUnknownFact = isRecord(value) && Object.hasOwn(value, 'unknown')
  return isUnknownFact ? options.at(-1) : options[0]
}

function bare(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return bare(schema.unwrap(), value)
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return bare(meant(schema, value), value)
  return schema
}

/** The schema that judges what stands at a path, or undefined where the statement knows no such place. */
export function schemaAt(root: z.ZodType, raw: unknown, path: readonly PropertyKey[]): z.ZodType | undefined {
  let schema = bare(root, raw)
  let value = raw
  for (const step of path) {
    value = memberOf(value, step)
    if (schema instanceof z.ZodArray) schema = bare(schema.element, value)
    else if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, step))
      schema = bare((schema.shape as Record<PropertyKey, unknown>)[step], value)
    else return undefined
  }
  return schema instanceof z.ZodType ? schema : undefined
}

/** Members that an object may have at a path. */
export function namesAt(root: z.ZodType, raw: unknown, path: readonly PropertyKey[]): readonly string[] {
  const schema = schemaAt(root, raw, path)
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}
