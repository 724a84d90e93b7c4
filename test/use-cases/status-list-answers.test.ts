import { expect, it } from 'vitest'
import { getStatusList } from '#use-cases/get-status-list.ts'
import { listStatusLists } from '#use-cases/list-status-lists.ts'
import { aRegistry } from '#test/builders/a-registry.ts'
import { aMoment, issuer } from '#test/builders/a-world.ts'

it('everybody is told which lists there are, and gets each as it was signed', async () => {
  const registry = await aRegistry()
  await registry.issue(await registry.request())
  const { statusLists, clock } = registry.ports
  const list = (await statusLists.all())[0]!
  const get = getStatusList({ statusLists })
  expect(await listStatusLists({ statusLists, clock, registry: { issuer } })()).toEqual({
    status_lists: [`${issuer}/status-lists/${list}`],
    asOf: aMoment,
  })
  await expect(get({ list: String(list) })).rejects.toMatchObject({ code: 'not-published' })
  await registry.publish()
  expect(await get({ list: String(list) })).toEqual({
    mediaType: 'application/statuslist+jwt',
    body: new TextEncoder().encode((await statusLists.find(list))!.token),
  })
  await expect(get({ list: '0' })).rejects.toMatchObject({ code: 'not-published' })
})
