import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateIdFrom } from '#domain/certificate/certificate-id.ts'
import type { Actor } from './matrix/actor.ts'
import { aMatrixWorld, call, type MatrixWorld } from './matrix/world.ts'

const tries = process.env['SLOW'] === '1' ? 20_000 : 200

let world: MatrixWorld
let carrier: Actor
beforeAll(async () => {
  world = await aMatrixWorld()
  carrier = world.actors.find(({ name }) => name === 'carrier')!
}, 60_000)
afterAll(() => world.registry.stop())

const view = async (id: string) =>
  call(world.registry, 'view-certificate', carrier, {
    body: JSON.stringify({ presented: { id } }),
    headers: { 'content-type': 'application/json' },
  })
const audit = (certificate: string) => call(world.registry, 'read-audit', carrier, { query: { certificate } })

describe('the number of a certificate that is another’s', () => {
  it.each([
    ['view-certificate', view],
    ['read-audit', audit],
  ])('is answered by %s as one that nobody has: status, headers and body', async (_, ask) => {
    const answers = [world.other.issued.id, certificateIdFrom(randomBytes(16)), 'not a number'].map(ask)
    const [first, ...rest] = await Promise.all(answers)
    expect(first!.statusCode).toBe(404)
    for (const each of rest) expect(each).toEqual(first)
  })

  it('is not found by trying numbers', async () => {
    let found = 0
    for (let nth = 0; nth < tries; nth++) {
      const { statusCode } = await view(certificateIdFrom(randomBytes(16)))
      if (statusCode !== 404) found += 1
    }
    expect(found).toBe(0)
  }, 600_000)

  it('takes about as long: the medians are closer than anything that could be told apart over a network', async () => {
    const times: Record<'another' | 'nobody', number[]> = { another: [], nobody: [] }
    for (let nth = 0; nth < 120; nth++) {
      const whose = nth % 2 === 0 ? 'another' : 'nobody'
      const id = whose === 'another' ? world.other.issued.id : certificateIdFrom(randomBytes(16))
      const begun = performance.now()
      await view(id)
      times[whose].push(performance.now() - begun)
    }
    const [another, nobody] = [times.another, times.nobody].map((each) => each.toSorted((a, b) => a - b)[30]!)
    console.info(
      `median of a certificate that is another's ${another!.toFixed(2)} ms, of none ${nobody!.toFixed(2)} ms`,
    )
    // A generous bound: both do the same reads (test/use-cases/view-certificate.test.ts), and machines are busy.
    expect(Math.abs(another! - nobody!)).toBeLessThan(25)
  }, 60_000)
})
