import { beforeAll, describe, expect, it } from 'vitest'
import { textFault } from '#schemas/text.ts'
import { parseCanonicalJson } from '#domain/canonical-json.ts'
import { decodeSummary } from '#domain/qr/qr-summary.ts'
import { readSign1 } from '#domain/qr/cose-sign1.ts'
import { bytesOfDigits } from '#domain/qr/qr-digits.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import { verify } from '#domain/verification/verify.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aJws, aMoment, aWorld, payloadOf, type World } from '#test/builders/a-world.ts'
import strings from './public/blns.json' with { type: 'json' }

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const statementOf = (name: string) =>
  aStatement((statement) => {
    statement.parties[1]!.legalName = name
    statement.remarks = name
  })

const isAllowed = (name: string) => name !== '' && [...name].length <= 140 && textFault(name) === undefined

describe('the Big List of Naughty Strings, as the name of the end user and as a remark', () => {
  it(
    'is refused, or issued and verified letter by letter, as credential and as QR code',
    { timeout: 20_000 },
    async () => {
      const outcomes = { verified: 0, refused: 0 }
      for (const name of new Set(strings)) {
        if (!isAllowed(name)) {
          await expect(world.issue(statementOf(name))).rejects.toThrow(CheckFailure)
          outcomes.refused += 1
          continue
        }
        const certificate = await world.issue(statementOf(name))
        const evidence = world.evidenceOf(certificate)
        const shipment = { parties: [{ role: 'END_USER' as const, name }] }
        const report = await verify({ credential: certificate.credential }, evidence, aMoment, { shipment })
        expect(report.verdict).toBe('valid')
        expect(report.shown).toMatchObject({ source: 'credential', statement: statementOf(name) })
        expect(parseCanonicalJson(JSON.stringify(name))).toBe(name)

        const qr = await verify({ qr: certificate.qrDigits }, evidence, aMoment, { shipment })
        expect(qr.verdict).toBe('valid')
        expect(decodeSummary(readSign1(bytesOfDigits(certificate.qrDigits)).payload).endUser.name).toBe(name)
        outcomes.verified += 1
      }
      expect(outcomes).toEqual({ verified: 476, refused: 35 })
    },
  )

  it('is never read from a credential that the registry’s own key signed where its text is not allowed', async () => {
    const certificate = await world.issue()
    const evidence = world.evidenceOf(certificate)
    for (const name of new Set(strings)) {
      if (isAllowed(name)) continue
      const payload = { ...payloadOf(certificate), statement: statementOf(name) }
      const report = await verify(
        { credential: `${await aJws(world.keys.credential, 'euc+sd-jwt', payload)}~` },
        evidence,
        aMoment,
      )
      expect({ verdict: report.verdict, shown: report.shown }).toEqual({ verdict: 'invalid', shown: undefined })
      expect(report.checks.map(({ code }) => code)[0]).toBeOneOf(['text-invalid', 'schema-invalid'])
    }
  })

  it('presented as a certificate in any form gets an answer', async () => {
    const evidence = world.evidenceOf(await world.issue())
    for (const text of strings)
      for (const presented of [{ credential: text }, { qr: text }, { id: text }])
        expect((await verify(presented, evidence, aMoment)).verdict).toBe('invalid')
  })
})
