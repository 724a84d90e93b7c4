import { beforeAll, describe, expect, it } from 'vitest'
import type { Evidence } from '#schemas/evidence.ts'
import type { Check } from '#schemas/verdict.ts'
import { verify } from '#domain/verification/verify.ts'
import { writeAssertion } from '#domain/webauthn/assertion.ts'
import { tellVerdict } from '#scripts/verifier/tell-verdict.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aSignatory, keepSignatory } from '#test/builders/a-signatory.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aMoment, issuer } from '#test/builders/a-world.ts'
import { assertionLies } from './assertion-lies.ts'

const organisation = 'mekong-precision'
const signatoryOf = (checks: readonly Check[]) => checks.find(({ name }) => name === 'signatory')!

describe('the verifier, which trusts no registry in this, with evidence that', () => {
  const request = { aud: issuer, iat: aMoment - 60, iss: organisation, statement: aStatement() }
  const [linh, other] = [aSignatory(organisation), aSignatory(organisation)]
  let registry: RegistryUnderTest
  let credential: string
  let honest: Evidence
  beforeAll(async () => {
    registry = await aRegistry()
    await keepSignatory(registry.table, linh)
    ;({ credential } = await registry.issue(await linh.device.sign(request, issuer)))
    honest = await registry.gather({ credential })
  })
  const factOf = ({ signatory }: Evidence) => {
    if (signatory.found !== 'yes') throw new Error('the evidence is there')
    return signatory.fact
  }
  const judged = async (over: Partial<ReturnType<typeof factOf>>) => {
    const evidence: Evidence = {
      ...honest,
      signatory: { found: 'yes', asOf: aMoment, fact: { ...factOf(honest), ...over } },
    }
    const { verdict, checks } = await verify({ credential }, evidence, aMoment)
    const { outcome, code, facts } = signatoryOf(checks)
    return { verdict, outcome, code, signatory: facts?.['signatory'] }
  }
  const held = (over: object = {}) => [{ ...factOf(honest).passkeys![0]!, ...over }]
  const invalid = { verdict: 'invalid', outcome: 'fail', code: 'signatory-invalid', signatory: undefined }
  const unknown = { ...invalid, code: 'signatory-key-unknown' }

  it('is honest: names who signed, and nothing else of the person', async () => {
    expect(await judged({})).toEqual({
      verdict: 'valid',
      outcome: 'pass',
      code: 'signatory-ok',
      signatory: 'Linh Tran',
    })
    const { label: _label, ...passkey } = linh.passkey
    const { id, name, title, mandate } = linh.person
    expect(factOf(honest)).toMatchObject({ passkeys: [passkey], person: { id, name, title, mandate }, keys: [] })
  })

  it.each(assertionLies)('was signed %s answers invalid', async (_, over) => {
    expect(await judged({ request: await linh.device.sign(request, issuer, over) })).toEqual(invalid)
  })

  it('has a passkey of nobody, of another person, organisation or key, answers invalid', async () => {
    expect(await judged({ passkeys: [] })).toEqual(unknown)
    expect(await judged({ passkeys: held({ id: other.passkey.id }) })).toEqual(unknown)
    expect(await judged({ passkeys: held({ organisation: 'another' }) })).toEqual(unknown)
    expect(await judged({ passkeys: held({ person: other.person.id }) })).toEqual(unknown)
    expect(await judged({ passkeys: held({ jwk: other.passkey.jwk }) })).toEqual(invalid)
    expect(await judged({ person: undefined })).toEqual(unknown)
    expect(await judged({ person: { ...factOf(honest).person!, id: other.person.id } })).toEqual(unknown)
  })

  it('says that the passkey was removed before the signature, or made after it, answers invalid', async () => {
    expect(await judged({ passkeys: held({ notAfter: request.iat - 1 }) })).toEqual(invalid)
    expect(await judged({ passkeys: held({ notBefore: request.iat + 301 }) })).toEqual(invalid)
    expect(await judged({ passkeys: held({ notAfter: request.iat }) })).toMatchObject({ verdict: 'valid' })
  })

  it('has another request of the same person answers invalid', async () => {
    const another = await linh.device.sign({ ...request, iat: request.iat + 1 }, issuer)
    expect(await judged({ request: another })).toMatchObject({ verdict: 'invalid', code: 'signatory-mismatch' })
    const elsewhere = { ...request, aud: 'https://other.example' }
    expect(await judged({ request: await linh.device.sign(elsewhere, 'https://other.example') })).toMatchObject({
      verdict: 'invalid',
      code: 'signatory-mismatch',
    })
  })

  it('names a person where a key signed shows nobody: only what was verified is told', async () => {
    const byKey = await registry.issue(await registry.request(aStatement(), { iat: aMoment - 30 }))
    const gathered = await registry.gather({ credential: byKey.credential })
    const { person, passkeys } = factOf(honest)
    const fact = { ...factOf(gathered), person, passkeys }
    const evidence: Evidence = { ...gathered, signatory: { found: 'yes', asOf: aMoment, fact } }
    const { verdict, checks } = await verify({ credential: byKey.credential }, evidence, aMoment)
    expect([verdict, signatoryOf(checks).facts?.['signatory']]).toEqual(['valid', undefined])
  })

  it('says who vouched for the organisation tells it, beside the person, as the registry’s word', async () => {
    const vouched = {
      by: 'the-operator',
      byName: 'The Operator',
      at: aMoment - 100 * 86_400,
      method: 'REGISTER_EXTRACT',
      source: 'Extract 0312345678 of the register of Ho Chi Minh City',
    } as const
    const fact = { ...factOf(honest), organisation: { ...factOf(honest).organisation, vouched } }
    const evidence: Evidence = { ...honest, signatory: { found: 'yes', asOf: aMoment, fact } }
    const report = await verify({ credential }, evidence, aMoment)
    expect(signatoryOf(report.checks).facts).toEqual({
      organisation,
      name: 'Mekong Precision JSC',
      country: 'VN',
      signatory: 'Linh Tran',
      title: 'Managing director',
      mandate: 'LEGAL_REP',
      signedAt: request.iat,
      vouchedBy: 'The Operator',
      vouchedAt: vouched.at,
      vouchedHow: 'REGISTER_EXTRACT',
      vouchedOn: vouched.source,
    })
    expect(tellVerdict(report).join('\n').replaceAll(/\s+/g, ' ')).toContain(
      'By the registry’s record, Linh Tran signed it as “Managing director” (legal representative). By the registry’s record, The Operator vouched on 2026-08-02 for who the importer is: extract of a company register, Extract 0312345678 of the register of Ho Chi Minh City.',
    )
  })

  it('has any bit of it changed never answers valid', async () => {
    const assertion = await linh.device.assertion(request, issuer)
    for (const part of ['authenticatorData', 'clientDataJson', 'signature'] as const)
      for (let at = 0; at < assertion[part].length; at++) {
        const changed = assertion[part].with(at, assertion[part][at]! ^ (1 << (at % 8)))
        const text = writeAssertion({ ...assertion, [part]: changed })
        expect([part, at, (await judged({ request: text })).verdict]).toEqual([part, at, 'invalid'])
      }
    for (let at = 0; at < assertion.payloadBytes.length; at += 97) {
      const payloadBytes = assertion.payloadBytes.with(at, assertion.payloadBytes[at]! ^ 1)
      expect((await judged({ request: writeAssertion({ ...assertion, payloadBytes }) })).verdict).toBe('invalid')
    }
  })
})
