import { ledgerActEntry } from '#domain/audit/audit-entry.ts'
import { amountNames, remainingAfter } from '#domain/ledger/amounts.ts'
import { claimEndOf, holds } from '#domain/ledger/drawdown-state.ts'
import type { DrawdownStep, LedgerWrite, LineUpdate } from '#domain/ledger/ledger-write.ts'
import { auditPuts } from './audit.ts'
import { usePut } from './cross-uses.ts'
import { vacant, type Write } from './item.ts'
import { certificateKey, idempotencyKey, outboxKey } from './keys.ts'
import { documentClaimKey, drawdownKey, ledgerEntryKey, lineKey, shipmentKey } from './keys-ledger.ts'

// The parts of a ledger's transactions. Each is conditional on a state that the transaction itself ends, so that one
// that arrives twice, or late, changes nothing (docs/table.md).

/** All parts of a signed act: what it changes, the act in the history, its key, and its leaf for the log. */
export function writesOf(write: LedgerWrite): Write[] {
  const { organisation, idempotencyKey: key, entries } = write
  const [{ name, digest, ledger }] = entries
  const row = { organisation, operation: name, idempotencyKey: key, fingerprint: digest, ledger }
  return [
    ...entries.map((entry): Write => ({
      put: { item: { ...ledgerEntryKey(entry.ledger, entry.digest), ...entry }, condition: vacant },
    })),
    { put: { item: { ...idempotencyKey(organisation, name, key), ...row }, condition: vacant } },
    ...write.lines.map(lineWrite),
    ...write.steps.flatMap(stepWrites),
    ...write.uses.map((use): Write => ({ put: usePut(use) })),
    ...auditPuts(ledgerActEntry(entries[0])).map((put): Write => ({ put })),
    ...write.active.map(activeCheck),
    ...write.leaves.map((leaf): Write => ({
      put: { item: { ...outboxKey(leaf.at, leaf.id), ...leaf }, condition: vacant },
    })),
  ]
}

/** A drawdown, its claim on its transport document, and its part in a single shipment. */
export function stepWrites(step: DrawdownStep): Write[] {
  return [drawdownWrite(step), ...claimWrites(step), ...shipmentWrites(step)]
}

function drawdownWrite({ before, after }: DrawdownStep): Write {
  const item = { ...drawdownKey(after.ledger, after.id), ...after }
  if (before === undefined) return { put: { item, condition: vacant } }
  return {
    put: {
      item,
      condition: '#version = :version',
      names: { '#version': 'version' },
      values: { ':version': before.version },
    },
  }
}

/** Subtracts and adds; the first change of a line brings what the statement allows. */
export function lineWrite({ ledger, line, unit, limit, change }: LineUpdate): Write {
  const taken = -remainingAfter(change)
  const leaving = -(change.inHand ?? 0n)
  const sets = [...amountNames, 'version'].map((name) => `#${name} = if_not_exists(#${name}, :zero) + :${name}`)
  const conditions = [
    taken > 0n ? `(${vacant} OR #remaining >= :taken)` : 'attribute_exists(PK)',
    ...(leaving > 0n ? ['#inHand >= :leaving'] : []),
  ]
  const fixed = ['ledger', 'line', 'unit', 'limit'] as const
  return {
    update: {
      key: lineKey(ledger, line),
      expression: `SET ${[
        ...fixed.map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
        '#remaining = if_not_exists(#remaining, :limit) - :taken',
        ...sets,
      ].join(', ')}`,
      condition: conditions.join(' AND '),
      names: Object.fromEntries([...fixed, 'remaining', ...amountNames, 'version'].map((name) => [`#${name}`, name])),
      values: {
        ':ledger': ledger,
        ':line': line,
        ':unit': unit,
        ':limit': limit,
        ':taken': taken,
        ...(leaving > 0n && { ':leaving': leaving }),
        ':zero': 0,
        ...Object.fromEntries(amountNames.map((name) => [`:${name}`, change[name] ?? 0n])),
        ':version': 1,
      },
    },
  }
}

/** Who has a transport document, and until when: a reservation that ends gives it back without anybody writing that down. */
function claimWrites({ before, after, at }: DrawdownStep): Write[] {
  const { documentKey } = after
  const end = claimEndOf(after)
  // An end by time was written into the claim when it was made, and another may have the document since.
  if (documentKey === undefined || after.state === 'expired' || (before && claimEndOf(before) === end)) return []
  const own = before === undefined || !holds(before)
  return [
    {
      put: {
        item: {
          ...documentClaimKey(after.ledger, after.line, documentKey),
          ledger: after.ledger,
          line: after.line,
          documentKey,
          drawdown: after.id,
          until: end,
        },
        condition: own ? `${vacant} OR #drawdown = :drawdown OR #until <= :now` : '#drawdown = :drawdown',
        names: { '#drawdown': 'drawdown', ...(own && { '#until': 'until' }) },
        values: { ':drawdown': after.id, ...(own && { ':now': at }) },
      },
    },
  ]
}

/** How many drawdowns hold something under the one document; with none left, another may take its place. */
function shipmentWrites({ before, after, oneShipment }: DrawdownStep): Write[] {
  const { ledger, documentKey } = after
  const more = Number(holds(after)) - Number(before !== undefined && holds(before))
  if (!oneShipment || documentKey === undefined || more === 0) return []
  return [
    {
      update: {
        key: shipmentKey(ledger),
        expression: 'SET #ledger = :ledger, #documentKey = :key, #open = if_not_exists(#open, :none) + :more',
        condition:
          more > 0 ? `${vacant} OR #documentKey = :key OR #open = :none` : '#documentKey = :key AND #open > :none',
        names: { '#ledger': 'ledger', '#documentKey': 'documentKey', '#open': 'open' },
        values: { ':ledger': ledger, ':key': documentKey, ':none': 0, ':more': more },
      },
    },
  ]
}

function activeCheck(certificate: string): Write {
  return {
    check: {
      key: certificateKey(certificate),
      condition: '#status = :active',
      names: { '#status': 'status' },
      values: { ':active': 'active' },
    },
  }
}
