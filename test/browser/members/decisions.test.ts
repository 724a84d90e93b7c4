import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#domain/canonical-json.ts'
import { anApproval, importer, linh, organisationKey, someTime } from '#test/builders/members.ts'
import { setMembersScene } from '../support/members-scene.ts'
import { lost } from '../support/operations-of-page.ts'
import { hasBrowser } from '../support/scene.ts'
import { acts, digestOf, here, next, review, sign, signedIn } from '../support/signed-acts.ts'

describe.skipIf(!hasBrowser)('an approval', () => {
  const scene = setMembersScene()
  const payload = () =>
    canonicalJson({
      act: 'add-key',
      aud: scene.site.origin,
      iat: someTime,
      input: { organisation: importer.id, jwk: organisationKey.jwk, notAfter: 4_102_444_800 },
      iss: importer.id,
    })
  const waiting = () => ({ ...anApproval, payload: payload(), digest: digestOf(payload()) })
  const place = `/organisation.html#approvals/${anApproval.id}`

  test('shows what the proposer signed and signs the digest of exactly that', async () => {
    const { page, asked } = await scene.open(place, {
      ...here(scene, 'administrator'),
      'list-approvals': () => ({ approvals: [waiting()] }),
      'decide-approval': () => ({ ...waiting(), state: 'approved' }),
    })
    await page.getByRole('button', { name: 'Approve…' }).click()
    const shown = await review(page).innerText()
    for (const fact of ['Approve what another person proposed', organisationKey.kid, 'Minh Nguyen', waiting().digest])
      expect(shown).toContain(fact)
    await sign(page)
    await page.getByRole('heading', { name: 'Approved. It is done.' }).waitFor()
    expect(acts(asked).map((each) => [each.input.approval, signedIn(scene, each)])).toEqual([
      [
        anApproval.id,
        {
          act: 'decide-approval',
          iss: 'mekong-precision',
          input: { approval: anApproval.id, digest: waiting().digest, decision: 'approve' },
        },
      ],
    ])
  })

  test('of a change tells what becomes other, for the version that it was made for', async () => {
    const change = canonicalJson({
      act: 'change-organisation',
      aud: scene.site.origin,
      iat: someTime,
      input: { organisation: importer.id, version: 3, change: { roles: ['importer', 'customs'] }, reason: 'Decree 7' },
      iss: 'the-operator',
    })
    const proposal = { ...anApproval, act: 'change-organisation', payload: change, digest: digestOf(change) }
    const { page } = await scene.open(`/operator.html#approvals/${anApproval.id}`, {
      ...here(scene, 'operator'),
      'list-approvals': () => ({ approvals: [proposal] }),
    })
    await page.getByText('Add the role “Customs” to').waitFor()
    await page.getByRole('button', { name: 'Approve…' }).click()
    expect(await review(page).innerText()).toContain('Add the role “Customs” to')
  })

  test('whose text is not what was signed can be decided by nobody here', async () => {
    const { page } = await scene.open(place, {
      ...here(scene, 'administrator'),
      'list-approvals': () => ({ approvals: [{ ...waiting(), digest: 'B'.repeat(42) + 'A' }] }),
    })
    await page.getByText('What the registry shows is not what the proposer signed.').waitFor()
    expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0)
  })

  test('that a person proposed itself is left to another one', async () => {
    const own = { ...waiting(), proposedBy: { organisation: importer.id, person: linh.id, personName: linh.name } }
    const { page } = await scene.open(place, {
      ...here(scene, 'administrator'),
      'list-approvals': () => ({ approvals: [own] }),
    })
    await page.getByText('You proposed this yourself.').waitFor()
    expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0)
  })
})

describe.skipIf(!hasBrowser)('when something comes between', () => {
  const scene = setMembersScene()

  test('an act whose answer is lost is sent again as it is, not signed again', async () => {
    let attempts = 0
    const { page, asked } = await scene.open('/operator.html#organisations/mekong-precision/vouch', {
      ...here(scene, 'operator'),
      'vouch-identity': () => ((attempts += 1) === 1 ? lost : importer),
    })
    await page.getByLabel('How it was found out').selectOption('IN_PERSON')
    await page.getByLabel('What was looked at').fill('Visit')
    await next(page)
    await sign(page)
    await page.getByText('You have signed, but the registry did not confirm it.').waitFor()
    await page.getByRole('button', { name: 'Send it again' }).click()
    await page.getByRole('heading', { name: 'It is recorded.' }).waitFor()
    const [first, second] = acts(asked)
    expect(second).toEqual(first)
  })

  test('who goes back from the review finds what was typed', async () => {
    const { page } = await scene.open('/operator.html#organisations/mekong-precision/vouch', here(scene, 'operator'))
    await page.getByLabel('How it was found out').selectOption('IN_PERSON')
    await page.getByLabel('What was looked at').fill('Visit')
    await next(page)
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    expect(await page.getByLabel('What was looked at').inputValue()).toBe('Visit')
  })

  test('an act that was looked at for too long is made anew before it is signed', async () => {
    const { page, asked } = await scene.open('/operator.html#organisations/mekong-precision/vouch', {
      ...here(scene, 'operator'),
      'vouch-identity': () => importer,
    })
    await page.getByLabel('How it was found out').selectOption('IN_PERSON')
    await page.getByLabel('What was looked at').fill('Visit')
    await page.clock.setFixedTime(Date.now() - 3_600_000)
    await next(page)
    await review(page).waitFor()
    await page.clock.setFixedTime(Date.now())
    await sign(page)
    await page.getByText('You looked at this for more than half an hour.').waitFor()
    expect(acts(asked)).toEqual([])
    await sign(page)
    await page.getByRole('heading', { name: 'It is recorded.' }).waitFor()
    expect(signedIn(scene, acts(asked)[0]!).act).toBe('vouch-identity')
  })
})
