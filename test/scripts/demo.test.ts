import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it(
  'walks from the signature of the end user to three verdicts, and leaves nothing behind',
  { timeout: 30_000 },
  async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['scripts/demo.ts'])
    const steps = [...stdout.matchAll(/^(\d)\. /gm)].map(([, number]) => number)
    const verdicts = [...stdout.matchAll(/^ {3}\| ([A-Z ]+) {2}\(checked/gm)].map(([, verdict]) => verdict)
    expect({ steps: steps.join(''), verdicts, stderr }).toEqual({
      steps: '1234567',
      verdicts: ['VALID', 'NOT VALID', 'COULD NOT CHECK'],
      stderr: '',
    })
  },
)
