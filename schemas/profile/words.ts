import * as z from 'zod'
import { datedListNames } from '../dated-lists/dated-list.ts'

/** Name of an element in `elements.json`, for example "end-user-contact". */
export const elementId = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/)

/** Name of a list in `schemas/dated-lists`. */
export const listName = z.enum(datedListNames)

/** "One of these". */
export const someOf = <T extends z.ZodType>(word: T) => z.array(word).min(1)

/** Words that a person reads. */
export const sentence = z.string().min(3).max(600)
