/** Which part of a list is wanted. */
export interface PageAsked {
  /** Place after which the page begins: `next` of the page before, as it was given. Absent: the top. */
  readonly after?: string | undefined
  /** Items of a page, at most. */
  readonly limit: number
}

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Present if more follows. Told to nobody but sealed (`domain/access/cursor.ts`). */
  readonly next?: string
}
