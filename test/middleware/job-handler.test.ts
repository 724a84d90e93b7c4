import { afterEach, expect, it, vi } from 'vitest'
import { jobHandler } from '#middleware/job-handler.ts'

afterEach(() => vi.restoreAllMocks())

const deeds = {
  'finish-planned-issues': async () => ({ finished: 2 }),
  'publish-status-lists': async () => ({ published: 1 }),
  'publish-trust-list': async () => ({ published: 1 }),
  'publish-keys': async () => {
    throw new Error('no signer')
  },
}

it('does the job that the scheduler names, and tells what came of it', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  expect(await jobHandler(deeds)({ job: 'finish-planned-issues' })).toEqual({ finished: 2 })
  expect(JSON.parse(String(written.mock.calls[0]![0]))).toEqual({
    job: 'finish-planned-issues',
    finished: 2,
    milliseconds: expect.any(Number),
  })
})

it('fails where alarms look if the job fails', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await expect(jobHandler(deeds)({ job: 'publish-keys' })).rejects.toThrow('no signer')
  expect(JSON.parse(String(written.mock.calls[0]![0]))).toMatchObject({
    job: 'publish-keys',
    defect: { message: 'no signer' },
  })
})

it('publishes the keys for a deployment, which cannot name a job', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const published = jobHandler({ ...deeds, 'publish-keys': async () => ({ recorded: 1 }) })
  expect(await published({})).toEqual({ recorded: 1 })
})

it.each([null, [], { job: 'toString' }, { job: null }, 'publish-keys'])('knows no other job: %j', async (event) => {
  await expect(jobHandler(deeds)(event)).rejects.toThrow(
    'Name a job: one of finish-planned-issues, publish-status-lists, publish-trust-list, publish-keys.',
  )
})
