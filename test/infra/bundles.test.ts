import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundling } from '#infra/bundling.ts'
import { entryOf, functionNames, type FunctionName } from '#infra/functions.ts'
import { aContext, anHttpEvent } from '#test/builders/an-http-event.ts'

/** Bytes, minified: what every cold start reads. The AWS SDK clients and data are counted apart. */
const budgets = { code: 450_000, data: 300_000 }

/** What some need more, and why. */
const ownBudgets: Partial<Record<FunctionName, Partial<typeof budgets>>> = {
  // @simplewebauthn/server brings readers of the certificates of every kind of authenticator; we use none (ADR 0013).
  access: { code: 600_000 },
  // The description of the interface, which it answers with.
  public: { data: 550_000 },
}

const partOf = (path: string) =>
  /node_modules\/@(aws-sdk|smithy)\//.test(path) ? 'sdk' : path.endsWith('.json') ? 'data' : 'code'

describe.each(functionNames)('the bundle of %s', (name) => {
  const { code, data } = { ...budgets, ...ownBudgets[name] }

  it(`has at most ${code / 1000} KB of code and ${data / 1000} KB of data besides the AWS SDK`, async () => {
    const inputs = Object.entries((await bundle(name)).inputs)
    const sizeOf = (part: ReturnType<typeof partOf>) =>
      inputs.filter(([path]) => partOf(path) === part).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)
    console.log(`${name}: code ${sizeOf('code')}, data ${sizeOf('data')}, AWS SDK ${sizeOf('sdk')} bytes`)
    expect(sizeOf('code')).toBeLessThanOrEqual(code)
    expect(sizeOf('data')).toBeLessThanOrEqual(data)
  })

  it('starts by itself in an empty folder', async () => {
    const { outdir } = await bundle(name)
    const asked = name === 'jobs' ? { job: 'none' } : anHttpEvent({ routeKey: '$default' })
    const expected = name === 'jobs' ? 'Name a job: one of' : '"statusCode":404'
    expect(await answerOf(outdir, asked)).toContain(expected)
  })
})

async function bundle(name: FunctionName) {
  const outdir = await mkdtemp(join(tmpdir(), 'bundle-'))
  onTestFinished(() => rm(outdir, { recursive: true }))
  const { metafile } = await build({
    entryPoints: { index: entryOf(name) },
    ...bundling,
    mainFields: [...bundling.mainFields],
    bundle: true,
    platform: 'node',
    outdir,
    metafile: true,
    logLevel: 'error',
  })
  const [output] = Object.values(metafile.outputs)
  return { outdir, inputs: output!.inputs }
}

const environment = {
  TABLE_NAME: 'registry',
  REGISTRY_ORIGIN: 'https://registry.example',
  REGISTRY_NAME: 'Registry',
  REGISTRY_COUNTRY: 'NL',
  VERIFIER_ORIGINS: 'https://registry.example',
  CREDENTIAL_KEY_ID: 'one',
  QR_KEY_ID: 'other',
  STATUS_KEY_ID: 'third',
  TRUST_LIST_KEY_ID: 'fourth',
  ACCESS_KEY_ID: 'fifth',
  AWS_REGION: 'eu-west-1',
}

/** What the function answers or throws, in a process that has nothing but the bundle. */
async function answerOf(folder: string, event: object): Promise<string> {
  const context = JSON.stringify({ ...aContext(), getRemainingTimeInMillis: undefined })
  const script = `
    const context = { ...${context}, getRemainingTimeInMillis: () => 9000 }
    require('./index.js').handler(${JSON.stringify(event)}, context)
      .then((answer) => console.log(JSON.stringify(answer)), (error) => console.log(error.message))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: folder, env: environment })
  return stdout
}
