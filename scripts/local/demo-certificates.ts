import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import { RegistryRefusal } from '#client/operation-client.ts'
import { type RegistryClient } from '#client/registry-client.ts'
import { type ExampleName, exampleStatements } from '#examples/statements.ts'
import type { IssuedCertificate } from '#schemas/operations.ts'
import { demoSignatory } from './demo-importers.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'
import { signRequest } from './sign-request.ts'

export interface DemoCertificate {
  readonly name: ExampleName
  readonly certificate: IssuedCertificate
}

/** What was sent, kept before it is sent: sending it again after a crash or restart gives the same certificate. */
const sentRequest = z.strictObject({
  registry: z.string(),
  idempotencyKey: z.string(),
  request: z.string(),
  validUntil: z.iso.date(),
})
const sentRequests = z.record(z.string(), sentRequest)
type SentRequest = z.infer<typeof sentRequest>

interface Demo {
  readonly client: RegistryClient
  /** The registry's origin. */
  readonly registry: string
  readonly folder: string
  /** Seconds. */
  readonly now: number
}

/**
 * A certificate for each example, issued over HTTP as any importer would have it. At the next start the same requests
 * are sent again with the same Idempotency-Keys, which issues nothing new; only what has expired is signed anew.
 */
export async function issueDemoCertificates(demo: Demo): Promise<DemoCertificate[]> {
  const certificates: DemoCertificate[] = []
  for (const name of Object.keys(exampleStatements) as ExampleName[])
    certificates.push({ name, certificate: await issueOrRepeat(demo, name) })
  return certificates
}

async function issueOrRepeat(demo: Demo, name: ExampleName): Promise<IssuedCertificate> {
  const sent = readSent(demo.folder)[name]
  if (sent !== undefined && sent.registry === demo.registry && sent.validUntil > dayOf(demo.now)) {
    try {
      return await send(demo, sent)
    } catch (error) {
      // The tables are new, or the importer has another key now: what was sent once means nothing any more.
      if (!(error instanceof RegistryRefusal)) throw error
    }
  }
  return send(demo, await signAnew(demo, name))
}

const send = ({ client }: Demo, { idempotencyKey, request }: SentRequest) =>
  client.call('issue-certificate', { 'idempotency-key': idempotencyKey, body: request })

async function signAnew({ registry, folder, now }: Demo, name: ExampleName): Promise<SentRequest> {
  const statement = exampleStatements[name](dayOf(now))
  const request = await signRequest(demoSignatory(folder, statement), registry, statement, now)
  const { validUntil } = statement
  const sent = { registry, idempotencyKey: `demo.${name}.${randomUUID()}`, request, validUntil }
  writePrivateFile(fileIn(folder), { ...readSent(folder), [name]: sent })
  return sent
}

const fileIn = (folder: string) => join(folder, 'demo-requests.json')

const readSent = (folder: string): Partial<z.infer<typeof sentRequests>> =>
  sentRequests.parse(readPrivateFile(fileIn(folder)) ?? {})

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)
