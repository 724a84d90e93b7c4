import type { Certificate } from '#schemas/certificate.ts'
import type { Conflict, Drawdown } from '#schemas/ledger.ts'
import { conflictsOf, stands, usesOfCertificate, usesOfDrawdown, type Use } from './cross-use.ts'
import { drawdownStateAt } from './drawdown-state.ts'

export interface ConflictNeeds {
  readonly crossUses: { key(): Promise<string>; usesOf(fingerprints: readonly string[], most: number): Promise<Use[]> }
  readonly certificates: { find(id: string): Promise<Certificate | undefined> }
  readonly ledger: { drawdown(ledger: string, id: string): Promise<Drawdown | undefined> }
}

/** Uses of one thing that are looked at, and clashes that are told: who sees so many needs no more to act. */
const mostOfEach = 20
const mostTold = 100

/**
 * Where a certificate, or a drawdown on it, clashes with another certificate: the same serial number, paper, order line or
 * transport document. Each side learns of its own thing that it clashes, and since when; nothing of the other's content.
 */
export async function findConflicts(
  certificate: Certificate,
  drawdowns: readonly Drawdown[],
  now: number,
  needs: ConflictNeeds,
): Promise<Conflict[]> {
  const key = await needs.crossUses.key()
  const drawn = await Promise.all(drawdowns.map((each) => usesOfDrawdown(each, key)))
  const own = [...(await usesOfCertificate(certificate, key)), ...drawn.flat()]
  const found = await needs.crossUses.usesOf(
    own.map(({ fingerprint }) => fingerprint),
    mostOfEach,
  )
  const others = found.filter(({ ledger }) => own[0] !== undefined && ledger !== own[0].ledger).slice(0, mostTold)
  const standing = await Promise.all(others.map(async (use) => ((await holdsStill(use, now, needs)) ? [use] : [])))
  return conflictsOf(own, standing.flat()).slice(0, mostTold)
}

async function holdsStill(use: Use, now: number, { certificates, ledger }: ConflictNeeds): Promise<boolean> {
  if (use.drawdown === undefined) return stands(use, await certificates.find(use.certificate), undefined)
  const drawdown = await ledger.drawdown(use.ledger, use.drawdown)
  return stands(use, undefined, drawdown && { ...drawdown, state: drawdownStateAt(drawdown, now) })
}
