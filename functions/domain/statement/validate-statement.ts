import type { Fault } from '#schemas/problem.ts'
import { currentStatement } from '#schemas/statement/current-codes.ts'
import { explain } from '#schemas/statement/explain.ts'
import { toFaults } from '#schemas/statement/located-fault.ts'
import { ruleFaults } from '#schemas/statement/rules.ts'
import type { Statement } from '#schemas/statement/statement.ts'

/** More than a person reads, fewer than a hostile statement could make us send. */
const mostFaults = 200

/**
 * Judges a statement as it must be when a certificate is issued: shape, current code lists and the rules between
 * fields, all faults at once, by place. `raw` is any parsed JSON; `today` is YYYY-MM-DD. Never throws.
 */
export function validateStatement(raw: unknown, today: string): { statement: Statement } | { faults: Fault[] } {
  const faults = [...explain(currentStatement, raw), ...ruleFaults(raw, today)]
  if (faults.length > 0) return { faults: toFaults(faults, mostFaults) }
  return { statement: currentStatement.parse(raw) }
}
