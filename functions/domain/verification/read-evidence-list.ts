import type { Evidence } from '#schemas/evidence.ts'
import type { CheckCode } from '#schemas/verdict.ts'
import type { Cryptography } from '../cryptography.ts'
import { readStatusList, type ReadStatusList } from '../status/status-list-token.ts'
import { CheckFailure } from './check-failure.ts'

/** The status list in the evidence: read, of no use, or not there. */
export type EvidenceList =
  | { readonly held: 'yes'; readonly list: ReadStatusList }
  | { readonly held: 'bad'; readonly code: CheckCode }
  | { readonly held: 'no' }

/** Verifies the status list, apart from any certificate. Never rejects for hostile input. */
export async function readEvidenceList(
  { statusList, registries, newestStatusSeq }: Evidence,
  cryptography: Cryptography,
): Promise<EvidenceList> {
  if (statusList?.found !== 'yes') return { held: 'no' }
  try {
    const list = await readStatusList(statusList.fact.token, registries, cryptography)
    // An older edition than one that was seen already is a replay: it may hide a revocation.
    if (newestStatusSeq !== undefined && list.seq < newestStatusSeq) return { held: 'bad', code: 'status-rollback' }
    return { held: 'yes', list }
  } catch (error) {
    if (error instanceof CheckFailure) return { held: 'bad', code: 'status-invalid' }
    throw error
  }
}
