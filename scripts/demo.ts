import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RegistryClient, registryClient } from '#client/registry-client.ts'
import { verify } from '#domain/verification/verify.ts'
import { exampleStatements } from '#examples/statements.ts'
import type { Presented } from '#schemas/evidence.ts'
import { demoSignatory, registerDemoImporters } from '#scripts/local/demo-importers.ts'
import { startLocalRegistry } from '#scripts/local/registry.ts'
import { signRequest } from '#scripts/local/sign-request.ts'
import { decodePicture } from '#scripts/verifier/decode-picture.ts'
import { grouped, tellVerdict } from '#scripts/verifier/tell-verdict.ts'

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`)
let steps = 0
const step = (...lines: string[]) => print('', `${++steps}. ${lines[0]}`, ...lines.slice(1).map((line) => `   ${line}`))

const now = () => Math.floor(Date.now() / 1000)
const name = 'valves-for-brazil'

/** The main job from end to end, in a registry of its own that is gone afterwards. */
async function main(folder: string): Promise<void> {
  print('The whole life of an end-use certificate. Nothing of this is kept.')
  step('A registry starts: a DynamoDB engine in memory, and keys in a temporary folder.')
  const registry = await startLocalRegistry({ folder, port: 0, inMemory: true, log: 'defects' })
  try {
    const client = registryClient({ origin: registry.origin })
    await registerDemoImporters(registry.table, folder, now())
    const { id, picture } = await issue(client, registry.origin, folder)
    const [qr = ''] = await decodePicture(picture)
    step('An officer scans the printed code.', `The picture reads: ${qr.slice(0, 60)}… (${qr.length} characters)`)
    await judge(client, { qr })
    step('Somebody prints the code again, with one digit changed.')
    await judge(client, { qr: alter(qr) })
    step(`Somebody types the number from the paper: ${grouped(id)}`)
    await judge(client, { id })
  } finally {
    await registry.stop()
  }
}

async function issue(
  client: RegistryClient,
  registry: string,
  folder: string,
): Promise<{ id: string; picture: Uint8Array }> {
  const statement = exampleStatements[name](new Date().toISOString().slice(0, 10))
  const signatory = demoSignatory(folder, statement)
  const body = await signRequest(signatory, registry, statement, now())
  step(
    `The end user signs what it promises (examples/${name}.ts), with a key that only it has.`,
    `Signed by ${signatory.organisation}: ${body.length} characters, ${body.slice(0, 40)}…`,
  )
  const issued = await client.call('issue-certificate', { 'idempotency-key': `demo.${crypto.randomUUID()}`, body })
  step(
    'The registry checks it, gives it a number, signs it and records it.',
    `Certificate ${grouped(issued.id)}`,
    `Hash of the whole statement: ${issued.sth}`,
  )
  const picture = (await client.call('render-qr', { body: { qr: issued.qr, format: 'png' } })).body as Uint8Array
  step('Its QR code is printed on the paper that travels with the goods.', `A picture of ${picture.length} bytes`)
  return { id: issued.id, picture }
}

/** As the verifier page does: evidence from the registry, judgement on this computer. */
async function judge(client: RegistryClient, presented: Presented): Promise<void> {
  const evidence = await client.call('gather-evidence', { body: { presented } })
  const report = await verify(presented, evidence, now())
  print('', ...tellVerdict(report).map((line) => `   | ${line}`))
}

/** Another digit in the middle of the code, where the signed summary is. */
function alter(qr: string): string {
  const at = Math.floor(qr.length / 2)
  return `${qr.slice(0, at)}${(Number(qr[at]) + 1) % 10}${qr.slice(at + 1)}`
}

const folder = mkdtempSync(join(tmpdir(), 'end-use-registry-'))
try {
  await main(folder)
} catch (error) {
  process.stderr.write(`The demo could not go on: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
