import { describe, expect, it } from 'vitest'
import { RegistryError } from '#domain/errors.ts'
import type { Certificates } from '#ports/certificates.ts'
import type { Issuances } from '#ports/issuances.ts'
import type { StatusActs } from '#ports/status-acts.ts'
import type { StatusLists } from '#ports/status-lists.ts'
import { aCertificateFor, aChangeFor, aLeafFor, anActOn, aPlan } from '#test/builders/a-plan.ts'

interface Store {
  statusActs: StatusActs
  statusLists: StatusLists
  certificates: Certificates
  issuances: Issuances
  /** A sentence for each thing in the store that must not be. */
  readonly violations: () => Promise<string[]>
}

/** What `ports/status-acts.ts` promises; `open` gives an empty store. */
export function statusActsContract(open: () => Promise<Store>) {
  const opened = async () => {
    const store = await open()
    const plan = aPlan()
    const certificate = aCertificateFor(plan)
    await store.issuances.plan(plan)
    await store.issuances.finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
    return { ...store, certificate }
  }

  describe('status acts', () => {
    it('move a certificate, keep the act and leave a change that takes the place of the one before', async () => {
      const { statusActs, statusLists, certificates, certificate, violations } = await opened()
      const act = anActOn(certificate, 'suspended')
      const [, after, record, change] = act

      expect(await statusActs.apply(...act)).toEqual(record)
      expect(await certificates.find(certificate.id)).toEqual(after)
      expect(await statusActs.find(record.organisation, record.idempotencyKey)).toEqual(record)
      expect(await statusLists.pending(change.list, 10)).toEqual([change])
      expect(await violations()).toEqual([])
    })

    it('are found under their own key only', async () => {
      const { statusActs, certificate } = await opened()
      const act = anActOn(certificate, 'revoked')
      await statusActs.apply(...act)

      expect(await statusActs.find(act[2].organisation, 'another-key-of-theirs')).toBeUndefined()
      expect(await statusActs.find('another', act[2].idempotencyKey)).toBeUndefined()
    })

    it('leave a later change alone when an earlier one is settled', async () => {
      const { statusActs, statusLists, certificate, violations } = await opened()
      const first = aChangeFor(certificate)
      const act = anActOn(certificate, 'suspended')
      await statusActs.apply(...act)
      await statusLists.settle([first])

      expect(await statusLists.pending(first.list, 10)).toEqual([act[3]])
      expect(await violations()).toEqual([])
    })

    it('answer with what stands under the key, this act or an earlier one', async () => {
      const { statusActs, certificates, certificate, violations } = await opened()
      const act = anActOn(certificate, 'suspended')
      await statusActs.apply(...act)
      const other = anActOn(act[1], 'revoked', { idempotencyKey: act[2].idempotencyKey })

      expect(await statusActs.apply(...act)).toEqual(act[2])
      expect(await statusActs.apply(...other)).toEqual(act[2])
      expect(await certificates.find(certificate.id)).toEqual(act[1])
      expect(await violations()).toEqual([])
    })

    it('refuse what moves a certificate that has moved meanwhile', async () => {
      const { statusActs, certificates, certificate, violations } = await opened()
      const act = anActOn(certificate, 'suspended')
      await statusActs.apply(...act)

      await expect(statusActs.apply(...anActOn(certificate, 'revoked'))).rejects.toMatchObject({ code: 'conflict' })
      expect(await certificates.find(certificate.id)).toEqual(act[1])
      expect(await violations()).toEqual([])
    })

    it('have their effect once, whatever key they come with', async () => {
      const { statusActs, certificates, certificate, violations } = await opened()
      const act = anActOn(certificate, 'suspended')
      await statusActs.apply(...act)
      const back = anActOn(act[1], 'active')
      await statusActs.apply(...back)
      const { fingerprint, act: token } = act[2]
      const replayed = anActOn(back[1], 'suspended', { fingerprint, act: token })

      await expect(statusActs.apply(...replayed)).rejects.toMatchObject({ code: 'request-already-used' })
      expect(await certificates.find(certificate.id)).toEqual(back[1])
      expect(await violations()).toEqual([])
    })

    it('let one of twenty win that move a certificate at once', async () => {
      const { statusActs, certificates, certificate, violations } = await opened()
      const acts = Array.from({ length: 20 }, (_, nth) => anActOn(certificate, nth % 2 === 0 ? 'suspended' : 'revoked'))
      const codes = await Promise.all(
        acts.map((each) =>
          statusActs.apply(...each).then(
            () => 'applied',
            (error: unknown) => (error instanceof RegistryError ? error.code : error),
          ),
        ),
      )

      expect(codes.filter((code) => code !== 'conflict')).toEqual(['applied'])
      expect(await certificates.find(certificate.id)).toEqual(acts[codes.indexOf('applied')]![1])
      expect(await violations()).toEqual([])
    })

    it('are a defect when act, change and certificate disagree', async () => {
      const { statusActs, certificate, violations } = await opened()
      const [before, after, record, change, leaf] = anActOn(certificate, 'suspended')

      for (const wrong of [
        () => statusActs.apply(before, after, { ...record, status: 'revoked' }, change, leaf),
        () => statusActs.apply(before, after, record, { ...change, version: 7 }, leaf),
        () => statusActs.apply(before, { ...after, statusVersion: 9 }, record, change, leaf),
        () => statusActs.apply(before, { ...after, organisation: 'another' }, record, change, leaf),
      ])
        await expect(wrong()).rejects.toBeInstanceOf(TypeError)
      expect(await violations()).toEqual([])
    })
  })
}
