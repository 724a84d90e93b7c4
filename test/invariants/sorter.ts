import * as z from 'zod'

export type Item = Record<string, unknown>

/** Takes items out by their places, and says what was left or was not what it should be. */
export function sorter(items: Item[]) {
  const left = new Map(items.map((item) => [`${String(item.PK)} ${String(item.SK)}`, item]))
  const found: string[] = []

  /** The items at the places that `pattern` describes. `placeOf` says where one belongs, in the index too. */
  const take: Take = (pattern, form, placeOf, only = () => true) =>
    [...left].flatMap(([place, item]) => {
      if (!pattern.test(place) || !only(item)) return []
      left.delete(place)
      const { PK, SK, GSI1PK, GSI1SK, ...attributes } = item
      const value = form.safeParse(attributes)
      if (!value.success) {
        found.push(`${place} is damaged: ${z.prettifyError(value.error)}`)
        return []
      }
      const places = [PK, SK, GSI1PK, GSI1SK].filter((part) => typeof part === 'string').join(' ')
      if (placeOf(value.data, String(PK)) !== places) found.push(`${places} holds what belongs elsewhere`)
      return [value.data]
    })

  return { take, violations: () => [...found, ...[...left.keys()].map((place) => `${place} is of no known kind`)] }
}

export type Take = <T>(
  pattern: RegExp,
  form: z.ZodType<T>,
  placeOf: (value: T, partition: string) => string,
  only?: (item: Item) => boolean,
) => T[]
