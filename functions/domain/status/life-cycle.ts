import type { Certificate, CertificateStatus } from '#schemas/certificate.ts'
import { lifeCycle, type Move, type MoveName } from '#schemas/life-cycle.ts'
import { RegistryError } from '../errors.ts'

/** On whose behalf a move is made: a certificate's own organisation, or an authority. */
export type Mover = 'holder' | 'authority'

/** The certificate after a move, at `now`. Throws RegistryError `status-move-not-allowed`. */
export function moved(before: Certificate, name: MoveName, mover: Mover, now: number): Certificate {
  const move: Move = lifeCycle[name]
  requireFrom(before, name, move)
  if (name === 'suspend' && before.status === 'suspended') requireStronger(before, mover)
  if (move.notAgainstAuthority === true && before.suspendedBy === 'authority' && mover !== 'authority')
    throw notAllowed(
      `An authority keeps the certificate suspended; only an authority can ${name} it. Ask the one that suspended it.`,
    )
  const status = move.to === 'same' ? before.status : move.to
  const { suspendedBy: _former, ...rest } = before
  return {
    ...rest,
    status,
    ...(status === 'suspended' && { suspendedBy: suspenderAfter(before, name, mover) }),
    // A clock that was put back must not make the change older than the one before it.
    statusSince: Math.max(now, before.statusSince),
    statusVersion: before.statusVersion + 1,
  }
}

function requireFrom({ status }: Certificate, name: MoveName, { from }: Move): void {
  if (from.includes(status)) return
  throw notAllowed(`The certificate is ${status}; to ${name} it, it has to be ${from.join(' or ')}.`)
}

/** An authority takes over what the holder suspended; suspending twice is otherwise nothing. */
function requireStronger({ suspendedBy }: Certificate, mover: Mover): void {
  if (mover === 'authority' && suspendedBy !== 'authority') return
  throw notAllowed('The certificate is suspended; to suspend it, it has to be active.')
}

/** A dispute hands the certificate to the authority: its holder does not end by itself what it began. */
function suspenderAfter({ suspendedBy }: Certificate, name: MoveName, mover: Mover): Mover {
  if (name === 'suspend' || name === 'dispute') return name === 'dispute' ? 'authority' : mover
  return suspendedBy ?? 'holder'
}

function notAllowed(detail: string): RegistryError {
  return new RegistryError('status-move-not-allowed', detail)
}

/** What a certificate is at `now`, by its own record, by time, and by its ledger where that is known. */
export type Standing = CertificateStatus | 'not-yet-valid' | 'expired'

export function standingAt(
  { status, validFrom, validUntil }: Pick<Certificate, 'status' | 'validFrom' | 'validUntil'>,
  exhausted: boolean,
  now: number,
): Standing {
  if (status !== 'active') return status
  if (now >= validUntil) return 'expired'
  if (now < validFrom) return 'not-yet-valid'
  return exhausted ? 'exhausted' : 'active'
}
