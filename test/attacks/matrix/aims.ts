import type { OperationName } from '#schemas/operations.ts'
import { operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'

/** Whose is what a call names. */
export const targets = ['own', 'other', 'none'] as const
export type Target = (typeof targets)[number]

/** Where a call names something: each place by itself. */
export interface Aim {
  readonly path?: Target
  readonly body?: Target
  readonly filter?: { readonly name: string; readonly target: Target }
  readonly form: 'id' | 'qr'
}

/** Parameters of a query that name whose something is; the others narrow a list down. */
const namingFilters = ['organisation', 'certificate']
const namingPaths = ['organisation', 'id', 'approval']
/** Operations whose body names something outside of an `act` schema. */
const namingBodies = new Set(['issue-certificate', 'change-status', 'request-token', 'remove-passkey'])

/** Every way in which a call of the operation can name something, by its own schemas. */
export function aimsOf(name: OperationName): Aim[] {
  const operation: Operation = operations[name]
  const { path, query, body } = operation.input
  const inPath = namesOf(path).some((each) => namingPaths.includes(each))
  const presents = namesOf(body).includes('presented')
  const inBody = presents || operation.act !== undefined || namingBodies.has(name)
  const filters = namesOf(query).filter((each) => namingFilters.includes(each))
  const forms = presents ? (['id', 'qr'] as const) : (['id'] as const)
  const whole = forms.flatMap((form) =>
    inPath || inBody
      ? targets.map((target) => ({ form, ...(inPath && { path: target }), ...(inBody && { body: target }) }))
      : [{ form }],
  )
  const apart: Aim[] =
    inPath && inBody
      ? [
          { form: 'id', path: 'own', body: 'other' },
          { form: 'id', path: 'other', body: 'own' },
        ]
      : []
  const filtered = filters.flatMap((filter) =>
    targets.map((target) => ({ form: 'id' as const, filter: { name: filter, target } })),
  )
  return [...whole, ...apart, ...filtered]
}

/** Whose is what the call is about: the path says it, then the body, then the filter; what is not said is the caller's. */
export const targetOf = ({ path, body, filter }: Aim): Target => path ?? body ?? filter?.target ?? 'own'

/** Path and body name two different things. */
export const isSplit = ({ path, body }: Aim): boolean => path !== undefined && body !== undefined && path !== body

export const takesCursor = (name: OperationName): boolean =>
  namesOf((operations[name] as Operation).input.query).includes('cursor')

export function print({ path, body, filter, form }: Aim): string {
  const parts = [
    path && `path ${path}`,
    body && `body ${body}${form === 'qr' ? ' by its code' : ''}`,
    filter && `${filter.name} ${filter.target}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ') || 'nothing named'
}

const namesOf = (schema: Operation['input']['query'] | Operation['input']['body']): string[] =>
  schema !== undefined && 'shape' in schema ? Object.keys(schema.shape as object) : []
