import { beforeAll, describe, expect, it } from 'vitest'
import type { Statement } from '#schemas/statement/statement.ts'
import { RegistryError } from '#domain/errors.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { payloadOf } from '#test/builders/a-world.ts'

let registry: RegistryUnderTest
beforeAll(async () => {
  registry = await aRegistry()
})

const issue = async (change: (statement: Statement) => void) =>
  registry.issue(await registry.request(aStatement(change)))

const claiming =
  (...profiles: string[]) =>
  (s: Statement) => {
    s.profiles = profiles
    s.signatures[0]!.kind = 'QES'
    s.assurances.push({ code: 'A-NO-RU', accepted: true }, { code: 'A-NO-RU-REMEDY', accepted: true })
  }

const faultsOf = (error: unknown) =>
  error instanceof RegistryError
    ? { code: error.code, faults: error.faults.map(({ pointer, rule }) => `${pointer} ${rule}`) }
    : error

describe('a statement that claims profiles', () => {
  it('becomes a certificate that records the editions which it satisfied', async () => {
    const issued = await issue(claiming('de-bafa-c1', 'eu-12g'))
    const payload = payloadOf((await registry.ports.certificates.find(issued.id))!)
    const profiles = [
      { id: 'de-bafa-c1', version: 1 },
      { id: 'eu-12g', version: 1 },
    ]
    expect(payload['profiles']).toEqual(profiles)
    const report = await registry.verify({ credential: issued.credential })
    expect([report.verdict, report.shown]).toEqual([
      'valid',
      expect.objectContaining({ source: 'credential', profiles }),
    ])
  })

  it('records nothing where nothing is claimed, or an empty list', async () => {
    for (const change of [() => {}, claiming()]) {
      const issued = await issue(change)
      const payload = payloadOf((await registry.ports.certificates.find(issued.id))!)
      expect(payload).not.toHaveProperty('profiles')
    }
  })

  it('is refused with all that is missing, at its place, if it does not satisfy one', async () => {
    const error = await issue((s) => {
      claiming('de-bafa-c1')(s)
      s.signatures[0]!.kind = 'SCANNED_IMAGE'
      s.assurances = s.assurances.filter(({ code }) => code !== 'A-NO-REEXPORT')
    }).catch(faultsOf)
    expect(error).toEqual({
      code: 'profile-not-satisfied',
      faults: [
        '/statement/assurances assurance-missing',
        '/statement/signatures/0/kind signature-kind',
        '/statement/signatures/0/stamp missing',
      ],
    })
  })

  it('is refused if the registry does not know one', async () => {
    expect(await issue(claiming('eu-12g', 'us-711')).catch(faultsOf)).toEqual({
      code: 'profile-not-satisfied',
      faults: ['/statement/profiles/1 profile-unknown'],
    })
  })

  it('tells in words who wants what', async () => {
    const error = await issue((s) => {
      claiming('de-bafa-c1')(s)
      s.signatures[0]!.kind = 'PLATFORM_KEY'
    }).catch((refused: unknown) => refused)
    expect((error as RegistryError).faults[0]!.detail).toBe(
      'A signature of the kind PLATFORM_KEY is not taken here. Taken are: WET_INK, AES, QES. (de-bafa-c1)',
    )
  })
})
