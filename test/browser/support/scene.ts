import type { Browser, LaunchOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { Certificate } from '#schemas/certificate.ts'
import type { Evidence } from '#schemas/evidence.ts'
import type { Registry } from '#schemas/keys.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aWorld, type World } from '#test/builders/a-world.ts'
import { listOfWorld, listWith, trustListOf } from './phone.ts'
import { launch, serveVerifier, visit, type Visit, type VisitOptions, type VerifierSite } from './verifier-page.ts'

export const hasBrowser = inject('chromiumPath') !== undefined

export const secondsNow = () => Math.floor(Date.now() / 1000)

/** Around now, whatever day the tests run on. */
export function aStatementOfToday(change?: (statement: Statement) => void): Statement {
  const day = (offset: number) => new Date((secondsNow() + offset * 86_400) * 1000).toISOString().slice(0, 10)
  return aStatement((statement) => {
    Object.assign(statement, { signedOn: day(-30), validFrom: day(-20), validUntil: day(300) })
    change?.(statement)
  })
}

/** The registry of the tests as it speaks at a time; its keys are good on any day that the tests run on. */
export function registryAsOf({ registry }: World, asOf: number): Registry {
  const keys = registry.keys.map((key) => ({ ...key, notAfter: asOf + 10 * 365 * 86_400 }))
  return { ...registry, asOf, keys }
}

export interface Scene {
  readonly browser: Browser
  readonly world: World
  readonly certificate: Certificate
  readonly site: VerifierSite
  /** Its status list, by number. */
  readonly statusLists: Readonly<Record<number, string>>
  readonly trustList: string
  /** All is in order. */
  readonly good: () => Evidence
  /** Opens the page; at the end of the test it must have had no reason to complain. */
  open(evidence: Evidence | undefined, options?: VisitOptions): Promise<Visit['page']>
  /** The address that a phone's camera would open. */
  readonly scanned: string
}

/** A served page, a browser and one certificate for the tests of a file. */
export function setScene(options: LaunchOptions & { pseudo?: boolean } = {}): Scene {
  const scene = {} as { -readonly [K in keyof Scene]: Scene[K] }
  const visits: Visit[] = []
  beforeAll(async () => {
    scene.world = await aWorld()
    scene.certificate = await scene.world.issue(aStatementOfToday())
    const list = await listWith(scene.world, scene.certificate, { seq: 5, now: secondsNow() - 60 })
    scene.trustList = await trustListOf(scene.world, registryAsOf(scene.world, secondsNow() - 60))
    scene.statusLists = { [listOfWorld]: list }
    scene.site = await serveVerifier(inject(options.pseudo === true ? 'pseudoPageFolder' : 'pageFolder'))
    scene.browser = await launch(inject('chromiumPath')!, options)
    scene.scanned = `/#${scene.certificate.qrDigits}`
    scene.good = () => scene.world.evidenceOf(scene.certificate, secondsNow() - 12)
    scene.open = async (evidence, how) => {
      const statusLists = evidence === undefined ? undefined : scene.statusLists
      const registry = registryAsOf(scene.world, secondsNow() - 60)
      const visited = await visit(
        scene.browser,
        scene.site.origin,
        { registry, evidence, statusLists, trustList: scene.trustList },
        how,
      )
      visits.push(visited)
      return visited.page
    }
  })
  afterEach(async () => {
    const ended = visits.splice(0)
    await Promise.all(ended.map((each) => each.close()))
    expect(ended.flatMap(({ complaints }) => complaints)).toEqual([])
  })
  afterAll(async () => {
    await scene.browser?.close()
    await scene.site?.stop()
  })
  return scene
}
