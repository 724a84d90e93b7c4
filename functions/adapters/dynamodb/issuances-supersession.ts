import { supersededEntry } from '#domain/audit/audit-entry.ts'
import type { Supersession } from '#domain/certificate/supersession.ts'
import type { LimitChange } from '#domain/ledger/carry-over.ts'
import { ledgerOf } from '#domain/ledger/terms.ts'
import type { IssuePlan } from '#ports/issuances.ts'
import { auditPuts } from './audit.ts'
import { listed } from './certificates.ts'
import { vacant, type Write } from './item.ts'
import { actKey, certificateKey, outboxKey, statusChangeKey } from './keys.ts'
import { lineKey } from './keys-ledger.ts'

/**
 * What issuing writes of the former version: it is out of force, by the request for the new one, and its ledger has the
 * limits of the new statement. A draw at the same time comes before or after it, never in between: a draw asks that the
 * certificate be active.
 */
export function supersessionWrites(planned: IssuePlan, supersession: Supersession): Write[] {
  const { before, after, change, leaf, limits } = supersession
  const { organisation, idempotencyKey, fingerprint, request } = planned
  const { id: certificate, status, statusSince, statusVersion: version } = after
  const act = { organisation, idempotencyKey, fingerprint, act: request, certificate, status, statusSince, version }
  return [
    {
      put: {
        item: { ...certificateKey(certificate), ...after },
        condition: 'statusVersion = :version',
        values: { ':version': before.statusVersion },
      },
    },
    { put: { item: { ...actKey(certificate, version), ...act }, condition: vacant } },
    {
      put: {
        item: { ...statusChangeKey(change.list, change.index), ...change },
        condition: `${vacant} OR version < :version`,
        values: { ':version': change.version },
      },
    },
    { put: { item: { ...outboxKey(leaf.at, leaf.id), ...leaf, certificate }, condition: vacant } },
    { put: listed(after) },
    ...auditPuts(supersededEntry(act)).map((put) => ({ put })),
    ...limits.map((limit) => limitWrite(ledgerOf(before), limit)),
  ]
}

/** A line on which nothing was drawn yet takes its limit from the statement when something is; until then it must not. */
function limitWrite(ledger: string, { line, from, to }: LimitChange): Write {
  const key = lineKey(ledger, line)
  if (from === undefined) return { check: { key, condition: vacant } }
  const less = from - to
  return {
    update: {
      key,
      expression: 'SET #limit = :to, #remaining = #remaining - :less, #version = #version + :one',
      condition: '#limit = :from AND #remaining >= :less',
      names: { '#limit': 'limit', '#remaining': 'remaining', '#version': 'version' },
      values: { ':from': from, ':to': to, ':less': less, ':one': 1 },
    },
  }
}
