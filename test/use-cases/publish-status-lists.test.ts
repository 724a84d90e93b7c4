import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { statusActs, type StatusActName } from '#schemas/status-act.ts'
import { statusListSize, statusListTyp, statusValueOf, statusValues } from '#schemas/status-list.ts'
import { RegistryError } from '#domain/errors.ts'
import { deflateBits, newStatusBits, setStatus, statusAt } from '#domain/status/status-bits.ts'
import { readStatusList, statusListPayloadOf } from '#domain/status/status-list-token.ts'
import type { StatusLists } from '#ports/status-lists.ts'
import { aRegistry, aSigner, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aMoment, issuer, payloadOf } from '#test/builders/a-world.ts'
import { valueInList } from '#test/builders/value-in-list.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

const slow = process.env.SLOW === '1'
vi.setConfig({ testTimeout: slow ? 300_000 : 30_000 })

let registry: RegistryUnderTest
beforeEach(async () => {
  registry = await aRegistry()
})

const issue = async () => (await registry.issue(await registry.request())).id
const change = async (act: (typeof statusActs)[number], id: string) =>
  registry.change(id, await registry.act(act, id), undefined, unpublished())
/** Acts are left to the job, so that a test decides when a list is published. */
const unpublished = () => ({
  statusLists: { ...registry.ports.statusLists, find: () => Promise.reject(new Error('not now')) },
})
const standing = async () => (await registry.ports.statusLists.find(await theList()))!
const theList = async () => (await registry.ports.statusLists.all())[0]!
const unchanged = { published: 0, unchanged: 1, failed: 0, changes: 0 }

describe('publishing', () => {
  it('tells of a certificate that it was issued, of none that was not, and signs as a verifier wants it', async () => {
    const id = await issue()
    expect(await valueInList(registry, id)).toBeUndefined()
    expect(await registry.publish()).toEqual({ published: 1, unchanged: 0, failed: 0, changes: 1 })
    expect(await valueInList(registry, id)).toBe(statusValues.valid)

    const { token, ...rest } = await standing()
    const list = await theList()
    expect(rest).toEqual({ list, seq: 1, publishedAt: aMoment })
    const keys = await registry.ports.keys.list()
    const read = await readStatusList(token, [{ ...registry.ports.registry, keys, asOf: aMoment }])
    const { bits, ...head } = read
    expect(head).toMatchObject({
      issuer,
      uri: `${issuer}/status-lists/${list}`,
      seq: 1,
      issuedAt: aMoment,
      expiresAt: aMoment + 7 * 86_400,
    })
    expect(bits.filter((byte) => byte !== 255)).toEqual(new Uint8Array([0b11111100]))
    expect(JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString())).toEqual({
      alg: 'ES256',
      kid: registry.signingKeys.status.kid,
      typ: statusListTyp,
    })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('follows the acts, there and back', async () => {
    const [first, second] = [await issue(), await issue()]
    await change('suspend', first)
    await change('revoke', second)
    await registry.publish()
    expect([await valueInList(registry, first), await valueInList(registry, second)]).toEqual([2, 1])
    await change('reinstate', first)
    await registry.publish()
    expect([await valueInList(registry, first), await valueInList(registry, second)]).toEqual([0, 1])
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('does nothing without a change, but renews each list hourly and for a new key', async () => {
    await issue()
    await registry.publish()
    registry.clock.set(aMoment + 3_599)
    expect(await registry.publish()).toEqual(unchanged)
    registry.clock.set(aMoment + 3_600)
    expect(await registry.publish()).toEqual({ ...unchanged, published: 1, unchanged: 0 })
    expect(await standing()).toMatchObject({ seq: 2, publishedAt: aMoment + 3_600 })

    const { signer } = await aSigner()
    expect(await registry.publish({ signer })).toEqual({ ...unchanged, unchanged: 0, failed: 1 })
    const { kid, jwk } = await signer.publicKey('status')
    const window = { notBefore: aMoment, notAfter: aMoment + 9_999_999, state: 'active' } as const
    await registry.ports.keys.record({ kid, jwk, use: 'status', ...window })
    expect(await registry.publish({ signer })).toEqual({ ...unchanged, published: 1, unchanged: 0 })
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it('never makes an edition look older than the one before, whatever the clock says', async () => {
    await issue()
    registry.clock.set(aMoment + 500)
    await registry.publish()
    registry.clock.set(aMoment + 100)
    await issue()
    await registry.publish()
    expect(await standing()).toMatchObject({ seq: 2, publishedAt: aMoment + 500 })
  })

  it('goes on with the other lists when one is broken, and then says so', async () => {
    const id = await issue()
    const statement = aStatement()
    const later = await registry.issue(await registry.request({ ...statement, validUntil: '2027-12-31' }))
    await registry.publish()
    const [broken, whole] = await registry.ports.statusLists.all()
    expect(whole).toBeDefined()
    for (const each of [id, later.id]) await change('revoke', each)
    const item = { PK: `STATUS#${broken}`, SK: 'LIST', ...(await registry.ports.statusLists.find(broken!)), token: 'x' }
    await registry.table.documents.send(new PutCommand({ TableName: registry.table.name, Item: item }))

    await expect(registry.publish()).rejects.toThrow('1 lists are damaged; 1 others were published')
    const certificates = [id, later.id].map(async (each) => registry.ports.certificates.find(each))
    const sound = (await Promise.all(certificates)).find((each) =>
      (payloadOf(each!) as { status: { status_list: { uri: string } } }).status.status_list.uri.endsWith(`/${whole}`),
    )!
    expect(await valueInList(registry, sound.id)).toBe(statusValues.invalid)
  })

  it('counts a list that cannot be signed now as failed, and takes it up again', async () => {
    await issue()
    const down = new RegistryError('signer-unavailable', 'not now')
    const signer = { ...registry.ports.signer, sign: () => Promise.reject(down) }
    expect(await registry.publish({ signer })).toEqual({ published: 0, unchanged: 0, failed: 1, changes: 0 })
    expect(await registry.publish()).toEqual({ published: 1, unchanged: 0, failed: 0, changes: 1 })
  })
})

describe('a crash', () => {
  it('between publishing and settling is made good without another edition', async () => {
    const id = await issue()
    const settle = () => Promise.reject(new Error('killed'))
    await expect(registry.publish({ statusLists: { ...registry.ports.statusLists, settle } })).rejects.toThrow()
    expect(await registry.ports.statusLists.pending(await theList(), 10)).toHaveLength(1)
    expect(await valueInList(registry, id)).toBe(statusValues.valid)

    expect(await registry.publish()).toEqual({ ...unchanged, changes: 1 })
    expect(await registry.ports.statusLists.pending(await theList(), 10)).toEqual([])
    expect(await standing()).toMatchObject({ seq: 1 })
  })

  it('between publishing and settling does not bring back what an act has changed since', async () => {
    const id = await issue()
    const settle = () => Promise.reject(new Error('killed'))
    await registry.publish({ statusLists: { ...registry.ports.statusLists, settle } }).catch(() => undefined)
    await change('revoke', id)
    await registry.publish()
    expect(await valueInList(registry, id)).toBe(statusValues.invalid)
    await registry.publish()
    expect(await valueInList(registry, id)).toBe(statusValues.invalid)
  })
})

describe('several publishers at once', () => {
  it('never lose a change', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, issue))
    const publishers = Array.from({ length: 4 }, async () => registry.publish())
    await Promise.all([...publishers, ...ids.slice(0, 6).map((id) => change('revoke', id))])
    await registry.publish()

    for (const [nth, id] of ids.entries()) expect(await valueInList(registry, id)).toBe(nth < 6 ? 1 : 0)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  it.each(['find', 'pending', 'publish'] as const)(
    'never roll back: one that stalls before `%s` while another publishes, settles and publishes again',
    async (step) => {
      const id = await issue()
      await registry.publish()
      await change('suspend', id)
      let stalled = false
      const statusLists: StatusLists = {
        ...registry.ports.statusLists,
        [step]: async (...all: never[]) => {
          if (!stalled) {
            stalled = true
            await registry.publish()
            await change('reinstate', id)
            await registry.publish()
          }
          return (registry.ports.statusLists[step] as (...all: never[]) => Promise<unknown>)(...all)
        },
      }
      await registry.publish({ statusLists })

      expect(stalled).toBe(true)
      expect(await valueInList(registry, id)).toBe(statusValues.valid)
      expect(await checkRegistry(registry.table)).toEqual([])
    },
  )
})

describe('the list', () => {
  it('equals the certificates after any sequence of issues, acts and publishers', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom(...statusActs), on: fc.nat(5) }),
      fc.record({ do: fc.constantFrom('issue' as const, 'publish' as const, 'crash' as const, 'both' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        registry = await aRegistry()
        const ids = [await issue()]
        for (const each of steps) {
          if (each.do === 'issue') ids.push(await issue())
          else if (each.do === 'publish') await registry.publish()
          else if (each.do === 'both') await Promise.all([registry.publish(), registry.publish()])
          else if (each.do === 'crash') await crash()
          else
            await change(each.do as StatusActName, ids[('on' in each ? each.on : 0) % ids.length]!).catch(
              allowOnly('status-move-not-allowed'),
            )
          expect(await checkRegistry(registry.table)).toEqual([])
        }
        await registry.publish()
        for (const id of ids) {
          const certificate = await registry.ports.certificates.find(id)
          expect(await valueInList(registry, id)).toBe(statusValueOf[certificate!.status])
        }
        expect(await registry.ports.statusLists.pending(await theList(), 10)).toEqual([])
      }),
      { numRuns: slow ? 60 : 5 },
    )
  })

  it(`is right after ${slow ? 1000 : 80} issues at once`, async () => {
    const ids: string[] = []
    const bodies = await Promise.all(Array.from({ length: slow ? 1000 : 80 }, async () => registry.request()))
    const [answers] = await Promise.all([
      Promise.all(bodies.map(issuedInTheEnd)),
      registry.publish().catch(allowOnly('store-unavailable')),
      registry.publish().catch(allowOnly('store-unavailable')),
    ])
    ids.push(...answers.map(({ id }) => id))
    await registry.publish()

    for (const id of ids) expect(await valueInList(registry, id)).toBe(statusValues.valid)
    expect(await checkRegistry(registry.table)).toEqual([])
  })

  /** As a client does when the store cannot keep up: the same request again, with the same key. */
  const issuedInTheEnd = async (body: string): Promise<{ id: string }> => {
    const key = randomUUID()
    for (let attempt = 1; ; attempt++) {
      try {
        return await registry.issue(body, key)
      } catch (error) {
        if (attempt === 20) throw error
        allowOnly('store-unavailable')(error)
      }
    }
  }

  const crash = () => {
    const settle = () => Promise.reject(new Error('killed'))
    return registry.publish({ statusLists: { ...registry.ports.statusLists, settle } }).catch(() => undefined)
  }
  const allowOnly = (code: string) => (error: unknown) => {
    if (!(error instanceof RegistryError) || error.code !== code) throw error
  }
})

describe('a list that is full, and as hard to compress as one can be,', () => {
  it('is published, read and renewed', async () => {
    const { list, ...id } = { list: 4, seq: 1, publishedAt: 1 }
    const bits = crypto.getRandomValues(new Uint8Array(65_536))
    const full = newStatusBits().map((_, at) => bits[at % bits.length]! ^ bits[(at * 31 + (at >> 8)) % bits.length]!)
    // No entry says "never issued" in a full list.
    for (let index = 0; index < statusListSize; index++) if (statusAt(full, index) === 3) setStatus(full, index, 0)
    const payload = statusListPayloadOf({ issuer, list, seq: 1, now: 1, lst: await deflateBits(full) })
    const token = await aJws(registry.signingKeys.status, statusListTyp, payload)
    const { statusLists } = registry.ports
    expect(token.length).toBeGreaterThan(300_000)
    expect(await statusLists.publish({ ...id, list, token }, { id: 'status-list.4.1', at: 1, bytes: '{}' })).toBe(true)
    expect(await registry.publish({ statusLists: { ...statusLists, all: async () => [list] } })).toMatchObject({
      published: 1,
    })

    const renewed = (await statusLists.find(list))!
    const keys = await registry.ports.keys.list()
    const read = await readStatusList(renewed.token, [{ ...registry.ports.registry, keys, asOf: aMoment }])
    expect([renewed.seq, read.seq, Buffer.from(full).equals(read.bits)]).toEqual([2, 2, true])
  })
})
