import { describe, expect, it } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Issuance, Issuances, IssuePlan } from '#ports/issuances.ts'
import { aCertificateFor, aChangeFor, aLeafFor, aPlan } from '#test/builders/a-plan.ts'

interface Store {
  certificates: Certificates
  issuances: Issuances
  /** A sentence for each thing in the store that must not be. */
  readonly violations: () => Promise<string[]>
}

/** What `ports/issuances.ts` promises; `open` gives an empty store. */
export function issuancesContract(open: () => Promise<Store>) {
  describe('issuances', () => {
    planContract(open)
    finishContract(open)
    cancelContract(open)
    unfinishedContract(open)
    statusIndexContract(open)
  })
}

function planContract(open: () => Promise<Store>) {
  it('keeps a plan, every field of it', async () => {
    const { issuances, violations } = await open()
    const plan = aPlan()

    expect(await issuances.plan(plan)).toEqual({ state: 'planned', ...plan })
    expect(await issuances.find(plan.organisation, plan.idempotencyKey)).toEqual({ state: 'planned', ...plan })
    expect(await violations()).toEqual([])
  })

  it('keeps the keys of two organisations apart', async () => {
    const { issuances } = await open()
    const plan = aPlan({ organisation: 'first' })
    const other = aPlan({ organisation: 'second', idempotencyKey: plan.idempotencyKey })
    await issuances.plan(plan)

    expect(await issuances.plan(other)).toEqual({ state: 'planned', ...other })
    expect(await issuances.find('third', plan.idempotencyKey)).toBeUndefined()
  })

  it('answers with the first plan when the key is taken', async () => {
    const { issuances } = await open()
    const first = aPlan()
    await issuances.plan(first)

    expect(await issuances.plan(aPlan({ idempotencyKey: first.idempotencyKey }))).toEqual({
      state: 'planned',
      ...first,
    })
  })

  it('answers with the issue, once there is one', async () => {
    const { issuances } = await open()
    const plan = aPlan()
    await issue(issuances, plan)

    expect(await issuances.plan(plan)).toEqual(moved('issued', plan))
    expect(await issuances.plan(aPlan({ idempotencyKey: plan.idempotencyKey }))).toEqual(moved('issued', plan))
  })

  it('lets one of 100 plans stand that come at once with the same key', async () => {
    const { issuances, violations } = await open()
    const plans = Array.from({ length: 100 }, () => aPlan({ idempotencyKey: 'one-key-for-everybody' }))
    const answers = await Promise.all(plans.map((plan) => issuances.plan(plan)))

    const stands = await issuances.find('mekong-precision', 'one-key-for-everybody')
    expect(plans.map((plan) => ({ state: 'planned', ...plan }))).toContainEqual(stands)
    expect(answers).toEqual(answers.map(() => stands))
    expect(await violations()).toEqual([])
  })
}

function finishContract(open: () => Promise<Store>) {
  it('gives the certificate, and marks the plan as issued', async () => {
    const { issuances, violations } = await open()
    const plan = aPlan()
    const certificate = aCertificateFor(plan)
    await issuances.plan(plan)

    expect(await issuances.finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))).toEqual(
      certificate,
    )
    expect(await issuances.find(plan.organisation, plan.idempotencyKey)).toEqual(moved('issued', plan))
    expect(await violations()).toEqual([])
  })

  it('gives the first certificate when a plan is finished again', async () => {
    const { issuances, violations } = await open()
    const plan = aPlan()
    const first = await issue(issuances, plan)
    const second = aCertificateFor(plan)

    expect(second.credential).not.toBe(first.credential)
    expect(
      await issuances.finish(plan, second, aLeafFor(second, { at: first.issuedAt + 9 }), aChangeFor(second)),
    ).toEqual(first)
    expect(await violations()).toEqual([])
  })

  it('gives all that finish a plan at once the same certificate', async () => {
    const { certificates, issuances, violations } = await open()
    const plan = aPlan()
    await issuances.plan(plan)
    const drafts = Array.from({ length: 20 }, () => aCertificateFor(plan))
    const answers = await Promise.all(
      drafts.map((each) => issuances.finish(plan, each, aLeafFor(each), aChangeFor(each))),
    )

    const stands = await certificates.find(plan.id)
    expect(drafts).toContainEqual(stands)
    expect(answers).toEqual(answers.map(() => stands))
    expect(await violations()).toEqual([])
  })

  it('refuses to finish what was cancelled, and leaves nothing behind', async () => {
    const { certificates, issuances, violations } = await open()
    const plan = aPlan()
    await issuances.plan(plan)
    await issuances.cancel(plan)

    await expect(issue(issuances, plan)).rejects.toMatchObject({ name: 'RegistryError', code: 'issue-cancelled' })
    expect(await certificates.find(plan.id)).toBeUndefined()
    expect(await violations()).toEqual([])
  })

  it('treats it as a defect to finish what was never planned, or with the certificate of another plan', async () => {
    const { issuances, violations } = await open()
    const plan = aPlan()
    const unplanned = aCertificateFor(plan)
    const foreign = aCertificateFor(aPlan())

    await expect(
      issuances.finish(plan, unplanned, aLeafFor(unplanned), aChangeFor(unplanned)),
    ).rejects.not.toBeInstanceOf(RegistryError)
    await issuances.plan(plan)
    await expect(issuances.finish(plan, foreign, aLeafFor(foreign), aChangeFor(foreign))).rejects.not.toBeInstanceOf(
      RegistryError,
    )
    expect(await violations()).toEqual([])
  })

  it('treats it as a defect to finish under a key that stands for another plan', async () => {
    const { certificates, issuances, violations } = await open()
    const plan = aPlan()
    const late = aPlan({ idempotencyKey: plan.idempotencyKey })
    await issuances.plan(plan)
    const draft = aCertificateFor(late)

    await expect(issuances.finish(late, draft, aLeafFor(draft), aChangeFor(draft))).rejects.not.toBeInstanceOf(
      RegistryError,
    )
    expect(await certificates.find(late.id)).toBeUndefined()
    expect(await violations()).toEqual([])
  })

  it('never lets a certificate or a leaf take the place of another one', async () => {
    const { certificates, issuances, violations } = await open()
    const first = await issue(issuances, aPlan())
    const sameId = aPlan({ id: first.id, plannedAt: first.issuedAt + 1 })
    const sameLeaf = aPlan({ plannedAt: first.issuedAt })
    const draft = aCertificateFor(sameLeaf)
    await issuances.plan(sameLeaf)

    const finished = issuances.finish(sameLeaf, draft, aLeafFor(draft, { id: aLeafFor(first).id }), aChangeFor(draft))
    await expect(finished).rejects.not.toBeInstanceOf(RegistryError)
    expect(await issuances.find(sameLeaf.organisation, sameLeaf.idempotencyKey)).toMatchObject({ state: 'planned' })
    expect(await violations()).toEqual([])
    await expect(issue(issuances, sameId)).rejects.not.toBeInstanceOf(RegistryError)
    expect(await certificates.find(first.id)).toEqual(first)
  })
}

function cancelContract(open: () => Promise<Store>) {
  it('cancels a plan, and again', async () => {
    const { issuances, violations } = await open()
    const plan = aPlan()
    await issuances.plan(plan)

    expect(await issuances.cancel(plan)).toEqual(moved('cancelled', plan))
    expect(await issuances.cancel(plan)).toEqual(moved('cancelled', plan))
    expect(await issuances.plan(plan)).toEqual(moved('cancelled', plan))
    expect(await violations()).toEqual([])
  })

  it('does not cancel what was issued', async () => {
    const { certificates, issuances } = await open()
    const plan = aPlan()
    const certificate = await issue(issuances, plan)

    expect(await issuances.cancel(plan)).toEqual(moved('issued', plan))
    expect(await certificates.find(plan.id)).toEqual(certificate)
  })

  it('does not cancel another plan under the same key', async () => {
    const { issuances } = await open()
    const plan = aPlan()
    await issuances.plan(plan)

    expect(await issuances.cancel(aPlan({ idempotencyKey: plan.idempotencyKey }))).toEqual({
      state: 'planned',
      ...plan,
    })
  })

  it('lets either the finisher or the canceller win, and tells both the same', async () => {
    const { certificates, issuances, violations } = await open()
    const plans = Array.from({ length: 30 }, () => aPlan())
    await Promise.all(plans.map((plan) => issuances.plan(plan)))

    const races = plans.map(async (plan, nth) => {
      const finish = () => issue(issuances, plan).then(() => 'issued', codeOf)
      const cancel = () => issuances.cancel(plan).then(({ state }) => state)
      const [finished, cancelled] = await Promise.all(
        nth % 2 === 0 ? [finish(), cancel()] : [cancel(), finish()].toReversed(),
      )
      const certificate = await certificates.find(plan.id)
      return { finished, cancelled, exists: certificate !== undefined }
    })

    for (const outcome of await Promise.all(races)) {
      expect([
        { finished: 'issued', cancelled: 'issued', exists: true },
        { finished: 'issue-cancelled', cancelled: 'cancelled', exists: false },
      ]).toContainEqual(outcome)
    }
    expect(await violations()).toEqual([])
  })
}

function unfinishedContract(open: () => Promise<Store>) {
  it('lists the plans of before, oldest first, and no more than asked for', async () => {
    const { issuances } = await open()
    const [third, first, second, late] = [300, 9, 20, 1000].map((plannedAt) => aPlan({ plannedAt }))
    for (const plan of [third!, first!, second!, late!]) await issuances.plan(plan)

    expect(await issuances.unfinished(1000, 10)).toEqual([first, second, third])
    expect(await issuances.unfinished(1001, 10)).toEqual([first, second, third, late])
    expect(await issuances.unfinished(1000, 2)).toEqual([first, second])
    expect(await issuances.unfinished(9, 10)).toEqual([])
  })

  it('no longer lists what was issued or cancelled', async () => {
    const { issuances } = await open()
    const [issued, cancelled, planned] = [aPlan(), aPlan(), aPlan()]
    for (const plan of [issued, cancelled, planned]) await issuances.plan(plan)
    await issue(issuances, issued)
    await issuances.cancel(cancelled)

    expect(await issuances.unfinished(planned.plannedAt + 1, 10)).toEqual([planned])
  })
}

function statusIndexContract(open: () => Promise<Store>) {
  it('gives each position of a list once, from 0, however many ask', async () => {
    const { issuances } = await open()
    const taken = await Promise.all(Array.from({ length: 50 }, () => issuances.takeStatusIndex(27_392)))

    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index))
    expect(await issuances.takeStatusIndex(27_648)).toBe(0)
  })
}

async function issue(issuances: Issuances, plan: IssuePlan) {
  const certificate = aCertificateFor(plan)
  await issuances.plan(plan)
  return issuances.finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
}

function moved(state: 'issued' | 'cancelled', plan: IssuePlan): Issuance {
  const { organisation, idempotencyKey, fingerprint, id } = plan
  return { state, organisation, idempotencyKey, fingerprint, id }
}

function codeOf(error: unknown): string {
  if (error instanceof RegistryError) return error.code
  throw error
}
