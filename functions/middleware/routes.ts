import { operations, type OperationName } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'

export interface FoundOperation {
  readonly name: OperationName
  readonly operation: Operation
}

const byRouteKey = new Map<string, FoundOperation>(
  (Object.keys(operations) as OperationName[]).map((name) => {
    const operation: Operation = operations[name]
    return [`${operation.method} ${operation.path}`, { name, operation }]
  }),
)

/** By API Gateway's key of a route, for example "POST /certificates". */
export const findOperation = (routeKey: string): FoundOperation | undefined => byRouteKey.get(routeKey)

const patterns = Object.values(operations).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Methods of the operations at a path; empty if there is nothing at it. */
export const methodsAt = (path: string): string[] =>
  patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
