import { useState } from 'preact/hooks'
import type * as z from 'zod'
import type { MemberMessageKey } from '#web/words/members-en.ts'
import { useWords } from '#web/words/member-words.tsx'

/** How each field is read: into what, and what is said if it cannot be. An empty optional field is absent. */
export type FieldRules<T> = {
  readonly [K in keyof T]-?: {
    readonly schema: z.ZodType<T[K]>
    readonly fault: MemberMessageKey
    readonly optional?: boolean
  }
}

export type Faults = Readonly<Record<string, MemberMessageKey>>

export type Read<T> = { readonly values: T } | { readonly faults: Faults }

/** Reads what was typed, spaces around it taken off; every field that is wrong is named. */
export function readFields<T>(fields: Readonly<Record<keyof T & string, string>>, rules: FieldRules<T>): Read<T> {
  const faults: Record<string, MemberMessageKey> = {}
  const values: Partial<T> = {}
  for (const name of Object.keys(rules) as (keyof T & string)[]) {
    const { schema, fault, optional } = rules[name]
    const typed = fields[name].trim()
    if (typed === '' && optional === true) continue
    const read = schema.safeParse(typed)
    if (read.success) values[name] = read.data
    else faults[name] = fault
  }
  return Object.keys(faults).length === 0 ? { values: values as T } : { faults }
}

export interface FormState<F> {
  readonly fields: F
  readonly faults: Faults
  readonly set: (change: Partial<F>) => void
  /** What a control needs to stand for a field. */
  readonly bind: (name: keyof F & string) => {
    readonly id: string
    readonly value: string
    readonly onValue: (value: string) => void
    readonly fault: string | undefined
  }
  /** Handles the submission: shows the faults and goes to the first, or hands on what was read. */
  readonly submit: <T>(read: () => Read<T>, use: (values: T) => void) => (event: Event) => void
}

/** What is typed into a form. Ids of its fields begin with `prefix`. */
export function useForm<F extends Readonly<Record<string, string>>>(prefix: string, empty: F): FormState<F> {
  const words = useWords()
  const [fields, setFields] = useState(empty)
  const [faults, setFaults] = useState<Faults>({})
  const set = (change: Partial<F>) => setFields((before) => ({ ...before, ...change }))
  return {
    fields,
    faults,
    set,
    bind: (name) => ({
      id: `${prefix}-${name}`,
      value: fields[name]!,
      onValue: (value) => set({ [name]: value } as unknown as Partial<F>),
      fault: faults[name] && words.say(faults[name]),
    }),
    submit: (read, use) => (event) => {
      event.preventDefault()
      const result = read()
      setFaults('faults' in result ? result.faults : {})
      if ('values' in result) return use(result.values)
      document.getElementById(`${prefix}-${Object.keys(result.faults)[0]}`)?.focus()
    },
  }
}
