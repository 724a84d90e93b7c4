import type { Certificate } from '#schemas/certificate.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { consigneeOf } from '../certificate/statement-parties.ts'
import { storedStatement } from '../certificate/stored-credential.ts'
import { scaled } from '../quantity/decimal.ts'

/** What a goods line of the signed statement allows; amounts in millionths of the unit. */
export interface LineTerms {
  readonly line: number
  readonly unit: string
  readonly quantity: bigint
  readonly limit: bigint
}

/** What the signed statement of a certificate allows; nothing else ever adds to it. */
export interface Terms {
  /** First version of the certificate, whose ledger all versions share. */
  readonly ledger: string
  readonly scope: Statement['scope']
  /** All goods travel under one transport document. */
  readonly oneShipment: boolean
  readonly lines: ReadonlyMap<number, LineTerms>
  /** Countries whose customs can tell that the goods arrived. */
  readonly destinations: ReadonlySet<string>
  readonly parent?: string
}

/** What was signed; which ledger it draws on is the registry's own record. */
type StatedTerms = Omit<Terms, 'ledger'>

/**
 * Reading a statement takes longer than all else that a draw does, and what was signed never changes: so the terms of the
 * certificates that were drawn on last are remembered, by the hash of what was signed.
 */
const known = new Map<string, StatedTerms>()
const mostKnown = 500

/** Reads the terms from the certificate of our own store; a damaged one throws CheckFailure. */
export function termsOf(certificate: Certificate): Terms {
  const stated = known.get(certificate.sth) ?? readTerms(storedStatement(certificate))
  known.delete(certificate.sth)
  known.set(certificate.sth, stated)
  const [oldest] = known.keys()
  if (known.size > mostKnown) known.delete(oldest!)
  return { ...stated, ledger: ledgerOf(certificate) }
}

/** The terms of a statement whose certificate draws on this ledger. */
export function statedTerms(statement: Statement, ledger: string): Terms {
  return { ...readTerms(statement), ledger }
}

function readTerms(statement: Statement): StatedTerms {
  const lines = statement.lines.map(({ lineNo, unit, quantity, tolerancePct = '0' }) => ({
    line: lineNo,
    unit,
    quantity: scaled(quantity),
    limit: limitOf(quantity, tolerancePct),
  }))
  return {
    scope: statement.scope,
    oneShipment: statement.scope === 'SINGLE' && statement.transaction?.partialShipmentsAllowed !== true,
    lines: new Map(lines.map((each) => [each.line, each])),
    destinations: new Set([statement.endUse.countryOfUse, consigneeOf(statement).address.country]),
    ...(statement.parent !== undefined && { parent: statement.parent }),
  }
}

export function ledgerOf({ id, ledger }: Certificate): string {
  return ledger ?? id
}

/**
 * Quantity and tolerance together. Amounts are whole millionths, so what is beyond a millionth can never be used, and
 * leaving it away is exact.
 */
export function limitOf(quantity: string, tolerancePct: string): bigint {
  const hundred = scaled('100')
  return (scaled(quantity) * (hundred + scaled(tolerancePct))) / hundred
}
