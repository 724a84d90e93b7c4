import { beforeAll, describe, expect, it } from 'vitest'
import type { IssuedCertificate } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { readAudit } from '#use-cases/read-audit.ts'
import { viewCertificate } from '#use-cases/view-certificate.ts'
import { aMember } from '#test/builders/a-member.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'

let registry: RegistryUnderTest
let issued: IssuedCertificate
const person = 'B'.repeat(21) + 'A'
const holder = aMember('mekong-precision', 'importer', person)
const carrier = aMember('river-carrier', 'carrier', person)
const authority = aMember('licensing-office', 'authority', person)
const customs = aMember('customs-of-vn', 'customs', person)

beforeAll(async () => {
  registry = await aRegistry()
  issued = await registry.issue(await registry.request())
  registry.clock.set(registry.clock.now() + 1)
  await registry.change(issued.id, await registry.act('suspend', issued.id))
  const view = viewCertificate(registry.ports)
  for (const [second, caller] of [carrier, customs, authority, holder].entries()) {
    registry.clock.set(registry.clock.now() + 1 + second)
    await view({ body: { presented: { qr: issued.qr } } }, caller)
  }
})

const read = (caller: Member, asked: { organisation?: string; certificate?: string; cursor?: string }) =>
  readAudit({ ...registry.ports, cursorSecret: dynamoCursorSecret(registry.table, registry.ports.randomness) })(
    asked,
    caller,
  )
const told = async (caller: Member, asked: { organisation?: string; certificate?: string }) =>
  (await read(caller, asked)).events.map(({ actor, operation }) =>
    [actor.organisation, actor.person, operation].join(' '),
  )

describe('the audit of a certificate', () => {
  it('tells an authority everything', async () => {
    expect(await told(authority, { certificate: issued.id })).toEqual([
      `mekong-precision ${person} view-certificate`,
      `licensing-office ${person} view-certificate`,
      `customs-of-vn ${person} view-certificate`,
      `river-carrier ${person} view-certificate`,
      'mekong-precision  change-status',
      'mekong-precision  issue-certificate',
    ])
  })

  it('tells its holder what it did itself and that a carrier looked, and neither who there nor of customs', async () => {
    expect((await told(holder, { certificate: issued.id })).toSorted()).toEqual([
      'mekong-precision  change-status',
      'mekong-precision  issue-certificate',
      `mekong-precision ${person} view-certificate`,
      'river-carrier  view-certificate',
    ])
  })

  it.each([carrier, customs, aMember('other', 'importer'), aMember('other', 'operator'), aMember('other', 'bank')])(
    'tells others what it tells of none: %#',
    async (caller) => {
      const refusals = await Promise.all(
        [issued.id, '00041061050R3GG28A1C60T3GF5E', 'x'].map((certificate) =>
          read(caller, { certificate }).catch((error: Error) => [
            error.name,
            error.message,
            Reflect.get(error, 'code'),
          ]),
        ),
      )
      expect(refusals[0]).toEqual(['RegistryError', expect.any(String), 'certificate-unknown'])
      expect(refusals).toEqual([refusals[0], refusals[0], refusals[0]])
    },
  )
})

describe('the audit of an organisation', () => {
  it('is for its own people and for authorities, and reading it is told in it', async () => {
    expect(await told(carrier, {})).toEqual([`river-carrier ${person} view-certificate`])
    expect(await told(carrier, { organisation: 'river-carrier' })).toEqual([
      `river-carrier ${person} read-audit`,
      `river-carrier ${person} view-certificate`,
    ])
    expect((await told(authority, { organisation: 'customs-of-vn' })).at(-1)).toBe(
      `customs-of-vn ${person} view-certificate`,
    )
    for (const organisation of ['customs-of-vn', 'nobody-at-all'])
      await expect(read(carrier, { organisation })).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('goes on page by page, for the same organisation and question only', async () => {
    const bank = aMember('delta-bank', 'bank')
    const record = (nth: number) =>
      registry.ports.audit.record({
        id: `nth-${nth}`,
        event: {
          at: 1_000_000 + nth,
          operation: 'verify',
          actor: { organisation: 'delta-bank' },
          subject: `nth-${nth}`,
          outcome: 'read',
        },
      })
    for (let nth = 0; nth < 120; nth++) await record(nth)
    const subjects: string[] = []
    let cursor: string | undefined
    do {
      const page = await read(bank, cursor === undefined ? {} : { cursor })
      subjects.push(...page.events.map(({ subject }) => subject).filter((subject) => subject.startsWith('nth-')))
      if (cursor === undefined) {
        const next = page.next!
        const refused = { code: 'cursor-invalid' }
        await expect(read(carrier, { cursor: next })).rejects.toMatchObject(refused)
        await expect(read(authority, { organisation: 'delta-bank', cursor: next })).rejects.toMatchObject(refused)
        await expect(read(bank, { organisation: 'delta-bank', cursor: next })).rejects.toMatchObject(refused)
        await expect(read(bank, { cursor: `${next.slice(0, -2)}AA` })).rejects.toMatchObject(refused)
      }
      cursor = page.next
    } while (cursor !== undefined)
    expect(subjects).toEqual(Array.from({ length: 120 }, (_, nth) => `nth-${119 - nth}`))
  })
})
