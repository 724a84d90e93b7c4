import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import { aPlan } from '#test/builders/a-plan.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import { aMoment } from '#test/builders/a-world.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const down = () => new RegistryError('signer-unavailable', 'The registry cannot sign just now.')

/** A registry whose signer fails until it is mended: every issue stops after its plan. */
async function withoutSigner() {
  let broken = true
  const registry = await aRegistry({
    change: (needs) => ({
      ...needs,
      signer: {
        ...needs.signer,
        sign: (use, bytes) => (broken ? Promise.reject(down()) : needs.signer.sign(use, bytes)),
      },
    }),
  })
  return {
    registry,
    mend: () => {
      broken = false
    },
  }
}

const plannedIn = async ({ table }: RegistryUnderTest) =>
  (await everythingIn(table)).filter(({ state }) => state === 'planned')

describe('a plan that was never finished', () => {
  it('is finished by the sweeper, and a retry then gets that certificate', async () => {
    const { registry } = await withoutSigner()
    const [body, key] = [await registry.request(), randomUUID()]
    await expect(registry.issue(body, key)).rejects.toMatchObject({ code: 'signer-unavailable' })
    expect(await plannedIn(registry)).toHaveLength(1)
    expect(await registry.sweep()).toEqual({ finished: 0, cancelled: 0, failed: 0 })

    registry.clock.set(aMoment + 60)
    expect(await registry.sweep()).toEqual({ finished: 1, cancelled: 0, failed: 0 })
    const answer = await registry.issue(body, key)
    expect((await registry.verify({ qr: answer.qr })).verdict).toBe('valid')
    expect(await registry.sweep()).toEqual({ finished: 0, cancelled: 0, failed: 0 })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is finished by a retry with the same key, before any sweeper', async () => {
    const { registry, mend } = await withoutSigner()
    const [body, key] = [await registry.request(), randomUUID()]
    await expect(registry.issue(body, key)).rejects.toMatchObject({ code: 'signer-unavailable' })
    mend()
    const answer = await registry.issue(body, key)
    expect((await registry.verify({ credential: answer.credential })).verdict).toBe('valid')
    expect(await plannedIn(registry)).toEqual([])
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('is cancelled after a day; a late retry is told so, and no certificate appears', async () => {
    const { registry, mend } = await withoutSigner()
    const [body, key] = [await registry.request(), randomUUID()]
    await expect(registry.issue(body, key)).rejects.toMatchObject({ code: 'signer-unavailable' })
    registry.clock.set(aMoment + 90_000)
    expect(await registry.sweep()).toEqual({ finished: 0, cancelled: 1, failed: 0 })
    mend()
    await expect(registry.issue(body, key)).rejects.toMatchObject({ code: 'issue-cancelled' })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('that is damaged does not block those behind it, and is reported', async () => {
    const { registry } = await withoutSigner()
    const damaged = { ...aPlan({ plannedAt: aMoment - 100 }), payload: '{}' }
    await registry.ports.issuances.plan(damaged)
    await expect(registry.issue(await registry.request())).rejects.toMatchObject({ code: 'signer-unavailable' })
    registry.clock.set(aMoment + 60)
    await expect(registry.sweep()).rejects.toThrow('1 plans are damaged; 1 others were finished')
  })

  it('does not keep the others waiting', async () => {
    const { registry } = await withoutSigner()
    for (let at = 0; at < 3; at++)
      await expect(registry.issue(await registry.request())).rejects.toMatchObject({ code: 'signer-unavailable' })
    registry.clock.set(aMoment + 60)
    const results = await Promise.all([registry.sweep(), registry.sweep(), registry.sweep()])
    expect(results.every(({ failed }) => failed === 0)).toBe(true)
    expect(await plannedIn(registry)).toEqual([])
    expect(await checkRegistry(registry.table)).toEqual([])
  })
})
