import type { LedgerEntry } from '#schemas/ledger.ts'
import { canonicalJson } from '../canonical-json.ts'
import { commitment } from './commitment.ts'

/**
 * The log leaf of an act on a ledger: a commitment and no names, under the salt of the certificate that the act names.
 * `act` is the hash of what was signed, so that who holds the act can prove that it was logged, or that it was not.
 */
export async function ledgerLeaf(entry: LedgerEntry, leafSalt: string): Promise<string> {
  const { certificate, digest, line, change, at, drawdown } = entry
  const { id, version } = drawdown ?? {}
  const event = { act: digest, certificate, change, line, time: at, ...(id !== undefined && { drawdown: id, version }) }
  return canonicalJson({ commitment: await commitment(leafSalt, event), event: 'ledger-changed', version: 1 })
}
