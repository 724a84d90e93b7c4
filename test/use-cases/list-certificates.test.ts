import { beforeAll, describe, expect, it } from 'vitest'
import type { IssuedCertificate } from '#schemas/operations.ts'
import type { Member } from '#schemas/principal.ts'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { listCertificates } from '#use-cases/list-certificates.ts'
import { aMember } from '#test/builders/a-member.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aMoment } from '#test/builders/a-world.ts'

let registry: RegistryUnderTest
const issued: IssuedCertificate[] = []
const holder = aMember('mekong-precision', 'importer')

beforeAll(async () => {
  registry = await aRegistry()
  for (let nth = 0; nth < 3; nth++) {
    registry.clock.set(aMoment + nth)
    issued.push(await registry.issue(await registry.request()))
  }
  await registry.change(issued[1]!.id, await registry.act('revoke', issued[1]!.id))
})

const list = (caller: Member, asked: { organisation?: string; cursor?: string } = {}) => {
  const certificates = dynamoCertificates(registry.table)
  return listCertificates({
    ...registry.ports,
    cursorSecret: dynamoCursorSecret(registry.table, registry.ports.randomness),
    // Smaller pages than any caller gets, so that three certificates are two of them.
    certificates: { listOf: (organisation, { after }) => certificates.listOf(organisation, { after, limit: 2 }) },
  })(asked, caller)
}

describe('list-certificates', () => {
  it('shows an importer its own, the newest first, as they stand now', async () => {
    const first = await list(holder)
    const { id, issuedAt, validFrom, validUntil } = issued[2]!
    expect(first.certificates).toEqual([
      { id, status: 'active', statusSince: issuedAt, issuedAt, validFrom, validUntil },
      expect.objectContaining({ id: issued[1]!.id, status: 'revoked', statusSince: aMoment + 2 }),
    ])
    const second = await list(holder, { cursor: first.next! })
    expect(second).toEqual({ certificates: [expect.objectContaining({ id: issued[0]!.id, status: 'active' })] })
  })

  it('shows customs and authorities those of any organisation, and tells the audit', async () => {
    for (const role of ['customs', 'authority'] as const) {
      const caller = aMember(`office-of-${role}`, role)
      expect((await list(caller, { organisation: 'mekong-precision' })).certificates).toHaveLength(2)
      expect(await list(caller)).toEqual({ certificates: [] })
      const { items } = await registry.ports.audit.ofOrganisation(caller.organisation, { limit: 9 })
      expect(items.map(({ operation, subject }) => `${operation} ${subject}`).toSorted()).toEqual([
        'list-certificates mekong-precision',
        `list-certificates ${caller.organisation}`,
      ])
    }
  })

  it('refuses another organisation to who may see its own only, whether it exists or not', async () => {
    for (const organisation of ['mekong-precision', 'nobody-at-all'])
      await expect(list(aMember('other', 'importer'), { organisation })).rejects.toMatchObject({ code: 'not-allowed' })
    for (const role of ['carrier', 'bank', 'operator'] as const)
      await expect(list(aMember('mekong-precision', role))).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('takes a cursor from nobody but the organisation that it was given to', async () => {
    const { next } = await list(holder)
    const refused = { code: 'cursor-invalid' }
    await expect(list(aMember('other', 'importer'), { cursor: next! })).rejects.toMatchObject(refused)
    await expect(
      list(aMember('office', 'customs'), { organisation: 'mekong-precision', cursor: next! }),
    ).rejects.toMatchObject(refused)
  })
})
