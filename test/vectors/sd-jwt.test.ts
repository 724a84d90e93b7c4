import { beforeAll, describe, expect, it } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import { judgement } from '#test/builders/a-judgement.ts'
import { aJws, aWorld, payloadOf, type World } from '#test/builders/a-world.ts'
import examples from './public/sd-jwt/rfc9901-examples.json' with { type: 'json' }
import claims from './public/sd-jwt/sd-jwt-js-claims.json' with { type: 'json' }

let world: World
let certificate: Certificate

beforeAll(async () => {
  world = await aWorld()
  certificate = await world.issue()
})

const judged = (credential: string) => judgement({ credential }, world.evidenceOf(certificate))
const refused = (code: string) => ({ verdict: 'invalid', because: [`form ${code}`], shown: undefined })

describe('tokens of RFC 9901', () => {
  // Version 1 has no disclosures and no key binding; and the tokens of the RFC are written with white space.
  it.each(examples)('$section ($kind) is refused', async ({ compact, kind }) => {
    const token = kind === 'jwt' ? `${compact}~` : compact
    expect(await judged(token)).toEqual(refused(kind === 'jwt' ? 'not-canonical' : 'segments'))
    const [issuerSigned] = compact.split('~')
    expect(await judged(`${issuerSigned}~`)).toEqual(refused('not-canonical'))
  })
})

describe('claims of the SD-JWT test cases, signed by the registry’s own key,', () => {
  it.each(Object.entries(claims))('%s are no certificate', async (_, payload) => {
    expect(await judged(`${await aJws(world.keys.credential, 'euc+sd-jwt', payload)}~`)).toEqual(
      refused('schema-invalid'),
    )
  })

  it.each(Object.entries(claims))('%s beside those of a certificate are refused', async (_, payload) => {
    const both = { ...payload, ...payloadOf(certificate) }
    expect(await judged(`${await aJws(world.keys.credential, 'euc+sd-jwt', both)}~`)).toEqual(refused('schema-invalid'))
  })

  it.each(['_sd', '_sd_alg', '...', 'cnf'])('a certificate with the claim %s is refused', async (name) => {
    const payload = { ...payloadOf(certificate), [name]: name === '_sd_alg' ? 'sha-256' : [] }
    expect(await judged(`${await aJws(world.keys.credential, 'euc+sd-jwt', payload)}~`)).toEqual(
      refused('schema-invalid'),
    )
  })
})
