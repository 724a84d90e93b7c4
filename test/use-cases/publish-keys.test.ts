import { describe, expect, it } from 'vitest'
import { keyUses, type KeyUse, type RegistryKey } from '#schemas/keys.ts'
import { RegistryError } from '#domain/errors.ts'
import type { Signer } from '#ports/signer.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { aRegistry, aSigner } from '#test/builders/a-registry.ts'
import { aKeyPair, aMoment } from '#test/builders/a-world.ts'

/** A registry whose signer can be given other keys. */
async function aRotatingRegistry() {
  const held = await aSigner()
  const registry = await aRegistry({ change: (needs) => ({ ...needs, signer: held.signer }) })
  const ports = { ...registry.ports, signer: held.signer as Signer }
  await publishKeys(ports)()
  const keyOf = async (kid: string) => (await ports.keys.list()).find((key) => key.kid === kid)
  const rotate = async (use: KeyUse) => {
    held.keys[use] = await aKeyPair()
    return held.keys[use].kid
  }
  return { registry, ports, held, keyOf, rotate, publish: publishKeys(ports) }
}

describe('a new signing key', () => {
  it('becomes the active one; the former retires an hour later and is kept', async () => {
    const { registry, held, keyOf, rotate, publish } = await aRotatingRegistry()
    const former = (await keyOf(held.keys.qr.kid))!
    registry.clock.set(aMoment + 5_000)
    const kid = await rotate('qr')

    expect(await publish()).toEqual({ recorded: 1, retired: 2 })
    expect(await publish()).toEqual({ recorded: 0, retired: 0 })
    expect(await keyOf(former.kid)).toEqual({ ...former, state: 'retired', notAfter: aMoment + 5_000 + 3_600 })
    expect(await keyOf(kid)).toMatchObject({ state: 'active', use: 'qr', notBefore: aMoment + 5_000 - 86_400 })
  })

  it('is not retired by a function that still has the former one', async () => {
    const { registry, ports, held, keyOf, rotate, publish } = await aRotatingRegistry()
    const late = publishKeys({ ...ports, signer: await snapshotOf(held.signer) })
    registry.clock.set(aMoment + 5_000)
    const kid = await rotate('credential')
    await publish()

    expect(await late()).toEqual({ recorded: 0, retired: 0 })
    expect(await keyOf(kid)).toMatchObject({ state: 'active' })
  })

  it('loses no certificate and no verification while it takes over under load', async () => {
    const { registry, ports, rotate, publish } = await aRotatingRegistry()
    registry.clock.set(aMoment + 10)
    const requests = await Promise.all(Array.from({ length: 24 }, () => registry.request()))
    const issuing = requests.map(async (request, nth) => {
      await new Promise((resolve) => setTimeout(resolve, nth * 15))
      const issued = await untilSigned(() => registry.issue(request, `key-of-request-number-${nth}`))
      return [await registry.verify({ credential: issued.credential }), await registry.verify({ qr: issued.qr })]
    })
    for (const use of ['credential', 'qr'] as const) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      await rotate(use)
      await publish()
    }
    const verdicts = (await Promise.all(issuing)).flat().map(({ verdict }) => verdict)

    expect(verdicts).toEqual(verdicts.map(() => 'valid'))
    const states = (await ports.keys.list()).map(({ use, state }: RegistryKey) => `${use} ${state}`)
    expect(states.filter((each) => each === 'credential active' || each === 'qr active').toSorted()).toEqual([
      'credential active',
      'qr active',
    ])
  })

  it('finishes what was planned before it was made', async () => {
    const { registry, rotate, publish } = await aRotatingRegistry()
    const first = await registry.issue(await registry.request())
    registry.clock.set(aMoment + 20)
    await rotate('credential')
    await publish()
    registry.clock.set(aMoment)
    const planned = await registry.issue(await registry.request())

    for (const { credential } of [first, planned]) expect((await registry.verify({ credential })).verdict).toBe('valid')
  })
})

describe('a key that was taken out of use', () => {
  it('never comes back, and signs nothing any more', async () => {
    const { registry, ports, held, keyOf, publish } = await aRotatingRegistry()
    const { kid } = held.keys.credential
    const issued = await registry.issue(await registry.request())
    await ports.keys.compromise(kid, aMoment + 1)

    expect(await publish()).toEqual({ recorded: 0, retired: 0 })
    expect(await keyOf(kid)).toMatchObject({ state: 'compromised', compromisedSince: aMoment + 1 })
    await expect(registry.issue(await registry.request())).rejects.toMatchObject({ code: 'signer-unavailable' })
    expect((await registry.verify({ credential: issued.credential })).verdict).toBe('valid')
  })
})

/** The signer as it is now, whatever becomes of the original. */
async function snapshotOf(signer: Signer): Promise<Signer> {
  const keys = new Map(await Promise.all(keyUses.map(async (use) => [use, await signer.publicKey(use)] as const)))
  return { ...signer, publicKey: async (use) => keys.get(use)! }
}

/** As a caller does who is told that the registry cannot sign just now. */
async function untilSigned<T>(issue: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await issue()
    } catch (error) {
      if (!(error instanceof RegistryError && error.code === 'signer-unavailable')) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
