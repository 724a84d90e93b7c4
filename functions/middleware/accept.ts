import { RegistryError } from '#domain/errors.ts'
import type { Operation } from '#schemas/operations/operation.ts'

/**
 * Throws RegistryError `not-acceptable` if the caller's Accept header rules out everything that the operation can
 * answer. Order and weights do not matter beyond 0, since nothing is negotiated; a header that cannot be read is
 * ignored (RFC 9110 section 12.4.1 leaves both open).
 */
export function refuseIfUnacceptable({ produces = ['application/json'] }: Operation, accept: string | undefined): void {
  const ranges = (accept ?? '').split(',').map(rangeOf)
  if (ranges.some((range) => range === undefined)) return
  if (produces.some((type) => ranges.some((range) => range!.wanted && covers(range!.type, type)))) return
  throw new RegistryError('not-acceptable', `This operation answers as ${produces.join(' or ')} only.`)
}

function rangeOf(text: string): { type: string; wanted: boolean } | undefined {
  const match = /^\s*([\w!#$&^.+*-]+\/[\w!#$&^.+*-]+)\s*(;.*)?$/.exec(text)
  if (match === null) return undefined
  return { type: match[1]!.toLowerCase(), wanted: !/;\s*q=0(\.0*)?\s*(;|$)/i.test(match[2] ?? '') }
}

const covers = (range: string, type: string) => range === '*/*' || range === type || range === `${type.split('/')[0]}/*`
