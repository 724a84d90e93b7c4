import type { Source } from '../source.ts'
import type { AssuranceParameterName } from '../statement/undertakings.ts'

/** What an assurance is in law: something not done, something done, something allowed to others, or something that is so. */
export const assuranceKinds = ['prohibition', 'duty', 'consent', 'fact'] as const
export type AssuranceKind = (typeof assuranceKinds)[number]

export interface AssuranceEntry {
  readonly kind: AssuranceKind
  /**
   * What belongs to the promise beside its code. `required`: without it nobody knows what is promised (consent of whom,
   * which place). `optional`: it narrows the promise or sets a date.
   */
  readonly parameters: Readonly<Partial<Record<AssuranceParameterName, 'required' | 'optional'>>>
  readonly sources: readonly [Source, ...Source[]]
}

export const prohibition = (
  parameters: AssuranceEntry['parameters'],
  ...sources: AssuranceEntry['sources']
): AssuranceEntry => ({ kind: 'prohibition', parameters, sources })

export const duty = (
  parameters: AssuranceEntry['parameters'],
  ...sources: AssuranceEntry['sources']
): AssuranceEntry => ({ kind: 'duty', parameters, sources })

export const consent = (...sources: AssuranceEntry['sources']): AssuranceEntry => ({
  kind: 'consent',
  parameters: {},
  sources,
})

export const fact = (
  parameters: AssuranceEntry['parameters'],
  ...sources: AssuranceEntry['sources']
): AssuranceEntry => ({ kind: 'fact', parameters, sources })
