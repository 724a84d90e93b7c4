import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { projectRoot } from '#infra/functions.ts'

it('synthesises with no account, no credentials and no settings', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cdk-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await promisify(execFile)(process.execPath, ['infra/app.ts'], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, HOME: directory, CDK_OUTDIR: directory },
  })
  const stacks = join(directory, 'assembly-Registry')
  const templates = (await readdir(stacks)).filter((file) => file.endsWith('.template.json'))
  expect(templates.map((file) => file.replace(/[0-9A-F]{8}\.template\.json$/, '')).toSorted()).toEqual([
    'RegistryData',
    'RegistryService',
    'RegistryWeb',
  ])
}, 120_000)
