import * as z from 'zod'
import { valueAt } from '../schema-at.ts'

/** One contradiction found: where to correct it, and what to do. */
export interface Finding {
  readonly path: readonly PropertyKey[]
  readonly detail: string
}

/** A rule between fields. It looks only at the piece it needs, so that one error elsewhere never hides another. */
export interface Rule {
  /** Stable; a form or a test may know it. */
  readonly id: string
  /** `today` is YYYY-MM-DD. */
  readonly find: (raw: unknown, today: string) => readonly Finding[]
}

/** No list of a statement that rules read is longer; the shape refuses what is, and judging it stays quick. */
const longestList = 200

/** Nobody reads why a piece is not of the shape, so zod need not find words for it. */
const unworded = { error: () => '' }

/**
 * Reads a piece, or gives undefined if it is not of the shape. Most pieces that are not lack a member that a statement may
 * lack; that is seen without zod, which is slow to refuse.
 */
function reader<T>(piece: z.ZodType<T>): (raw: unknown) => T | undefined {
  const needed =
    piece instanceof z.ZodObject ? Object.keys(piece.shape).filter((name) => !isOptional(piece.shape[name])) : []
  return (raw) => {
    if (needed.length > 0 && (typeof raw !== 'object' || raw === null)) return undefined
    for (const name of needed) if (!Object.hasOwn(raw as object, name)) return undefined
    return piece.safeParse(raw, unworded).data
  }
}

const isOptional = (member: unknown) => member instanceof z.ZodOptional

/** A rule about one piece of the statement; silent while that piece is not of the shape. */
export function rule<T>(id: string, piece: z.ZodType<T>, find: (piece: T, today: string) => readonly Finding[]): Rule {
  const read = reader(piece)
  return {
    id,
    find(raw, today) {
      const data = read(raw)
      return data === undefined ? [] : find(data, today)
    },
  }
}

/** A rule about each element of a list; elements that are not of the shape are passed over, the others judged. */
export function ruleForEach<T>(
  id: string,
  list: readonly string[],
  piece: z.ZodType<T>,
  find: (element: T, path: readonly PropertyKey[], today: string) => readonly Finding[],
): Rule {
  const read = reader(piece)
  return {
    id,
    find(raw, today) {
      const elements = valueAt(raw, list)
      if (!Array.isArray(elements) || elements.length > longestList) return []
      return elements.flatMap((element: unknown, index) => {
        const data = read(element)
        return data === undefined ? [] : find(data, [...list, index], today)
      })
    },
  }
}

/** A list that is not read at all if it is longer than any of a statement. */
export const shortList = <T>(element: z.ZodType<T>) => z.array(element).max(longestList)

/** A short list of words. */
export const codeList = shortList(z.string())

/** A list whose broken elements stand as undefined, so that positions stay true. */
export function tolerant<T>(element: z.ZodType<T>) {
  const read = reader(element)
  return z
    .array(z.unknown())
    .max(longestList)
    .transform((elements) => elements.map(read))
}

export const day = z.iso.date()

export const found = (path: readonly PropertyKey[], detail: string): Finding[] => [{ path, detail }]
