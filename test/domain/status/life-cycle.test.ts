import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificateStatuses, type Certificate } from '#schemas/certificate.ts'
import { lifeCycle, type MoveName } from '#schemas/life-cycle.ts'
import { RegistryError } from '#domain/errors.ts'
import { moved, standingAt, type Mover } from '#domain/status/life-cycle.ts'
import { aCertificate } from '#test/builders/a-plan.ts'

const active = aCertificate()
const names = Object.keys(lifeCycle) as MoveName[]
const movers: Mover[] = ['holder', 'authority']
const later = active.issuedAt + 60
const outcome = (act: () => Certificate) => {
  try {
    const { status, suspendedBy } = act()
    return suspendedBy === undefined ? status : `${status} by ${suspendedBy}`
  } catch (error) {
    return error instanceof RegistryError ? error.code : error
  }
}

describe('the life of a certificate', () => {
  it('is this table, and nothing else leads anywhere', () => {
    const rows = certificateStatuses.map((status) => [
      status,
      Object.fromEntries(
        names
          .map((name) => [name, outcome(() => moved({ ...active, status }, name, 'holder', later))] as const)
          .filter(([, to]) => to !== 'status-move-not-allowed'),
      ),
    ])
    expect(Object.fromEntries(rows)).toEqual({
      active: {
        countersign: 'active',
        endorse: 'active',
        suspend: 'suspended by holder',
        dispute: 'suspended by authority',
        revoke: 'revoked',
        surrender: 'surrendered',
        supersede: 'superseded',
        close: 'closed',
      },
      suspended: {
        countersign: 'suspended by holder',
        dispute: 'suspended by authority',
        reinstate: 'active',
        revoke: 'revoked',
        surrender: 'surrendered',
      },
      revoked: {},
      superseded: {},
      surrendered: { close: 'closed' },
      exhausted: { close: 'closed' },
      closed: {},
    })
  })

  it.each([
    ['holder', 'holder', 'active'],
    ['holder', 'authority', 'active'],
    ['authority', 'holder', 'status-move-not-allowed'],
    ['authority', 'authority', 'active'],
  ] as const)('suspended by the %s and reinstated by the %s: %s', (suspender, mover, expected) => {
    const suspended = moved(active, 'suspend', suspender, later)
    expect(outcome(() => moved(suspended, 'reinstate', mover, later))).toBe(expected)
  })

  it('lets an authority take over what the holder suspended, and not the other way round', () => {
    const byHolder = moved(active, 'suspend', 'holder', later)
    expect(outcome(() => moved(byHolder, 'suspend', 'authority', later))).toBe('suspended by authority')
    const byAuthority = moved(active, 'suspend', 'authority', later)
    expect(outcome(() => moved(byAuthority, 'suspend', 'holder', later))).toBe('status-move-not-allowed')
  })

  it('hands a disputed certificate to the authority, whoever suspended it before', () => {
    const disputed = moved(moved(active, 'suspend', 'holder', later), 'dispute', 'holder', later)
    expect(outcome(() => moved(disputed, 'reinstate', 'holder', later))).toBe('status-move-not-allowed')
    expect(outcome(() => moved(disputed, 'countersign', 'holder', later))).toBe('suspended by authority')
  })

  it('counts every move, never goes back in time, and never leaves what is final', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...movers), fc.integer({ min: -100, max: 100 }))),
        (moves) => {
          let certificate = active
          for (const [name, mover, seconds] of moves) {
            const before = certificate
            try {
              certificate = moved(before, name, mover, later + seconds)
            } catch {
              continue
            }
            expect(['revoked', 'superseded', 'closed']).not.toContain(before.status)
            expect(certificate.statusVersion).toBe(before.statusVersion + 1)
            expect(certificate.statusSince).toBeGreaterThanOrEqual(before.statusSince)
            expect(certificate.suspendedBy === undefined).toBe(certificate.status !== 'suspended')
          }
        },
      ),
    )
  })
})

describe('where a certificate stands', () => {
  const { validFrom, validUntil } = active
  it.each([
    ['in its time', validFrom, false, 'active'],
    ['before its time', validFrom - 1, false, 'not-yet-valid'],
    ['after its time', validUntil, false, 'expired'],
    ['with nothing left', validFrom, true, 'exhausted'],
    ['after its time, with nothing left', validUntil, true, 'expired'],
  ] as const)('%s', (_, now, exhausted, expected) => {
    expect(standingAt(active, exhausted, now)).toBe(expected)
  })

  it('is its record where that says more than time does', () => {
    expect(standingAt({ ...active, status: 'revoked' }, true, validUntil)).toBe('revoked')
  })
})
