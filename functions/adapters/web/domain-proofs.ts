import { Resolver } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { proofPath } from '#schemas/domain-proof.ts'
import type { DomainProofs, ProofFailure } from '#ports/domain-proofs.ts'
import { isPublicAddress } from './public-address.ts'

/** Of DNS, connection, TLS and answer together. */
const patience = 5_000
const largestAnswer = 16_384
const mostAddresses = 20
const mostRecords = 50

/** What of DNS is used; tests stand in for it. */
export interface Names {
  resolve4(name: string): Promise<string[]>
  resolve6(name: string): Promise<string[]>
  resolveTxt(name: string): Promise<string[][]>
}

export interface WebOptions {
  /** A registry on this computer may look at names under `localhost`, at this port and without TLS. Never on AWS. */
  readonly localPort?: number | undefined
  readonly names?: Names
  /** For tests, which have no public address. */
  readonly isAllowed?: (address: string) => boolean
  readonly port?: number
  readonly ca?: string
  readonly milliseconds?: number
}

class Failure extends Error {
  readonly failure: ProofFailure
  constructor(failure: ProofFailure) {
    super(failure)
    this.failure = failure
  }
}

/**
 * Reads what a caller's domain publishes, and can be led nowhere else: every address of the name has to be public, the
 * connection goes to an address that was looked at and not to the name again (no DNS rebinding), at port 443 with TLS for
 * that name; no redirect, no proxy, no cookies; five seconds and 16 KiB.
 */
export function webDomainProofs(options: WebOptions = {}): DomainProofs {
  const names = options.names ?? new Resolver({ timeout: 1_500, tries: 2 })
  const within = options.milliseconds ?? patience
  return {
    document: (domain) =>
      orFailure(within, async (signal) => ({ text: await fetchText(domain, names, options, signal) })),
    records: (name) => orFailure(within, async () => ({ records: await textRecords(name, names) })),
  }
}

async function orFailure<T>(
  milliseconds: number,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T | { failure: ProofFailure }> {
  const signal = AbortSignal.timeout(milliseconds)
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Failure('not-reached')), { once: true })
  })
  try {
    return await Promise.race([act(signal), late])
  } catch (error) {
    return { failure: error instanceof Failure ? error.failure : 'not-reached' }
  }
}

async function fetchText(domain: string, names: Names, options: WebOptions, signal: AbortSignal): Promise<string> {
  const shared = { path: proofPath, method: 'GET', agent: false, maxHeaderSize: 8_192, signal } satisfies RequestOptions
  const headers = { host: domain, accept: 'application/json', 'user-agent': 'end-use-registry' }
  if (options.localPort !== undefined && domain.endsWith('.localhost'))
    return answerOf(requestHttp({ ...shared, headers, host: '127.0.0.1', port: options.localPort }))
  const address = await addressOf(domain, names, options.isAllowed ?? isPublicAddress)
  const { port = 443, ca } = options
  return answerOf(
    requestHttps({
      ...shared,
      headers,
      host: address,
      port,
      servername: domain,
      minVersion: 'TLSv1.2',
      ...(ca !== undefined && { ca }),
    }),
  )
}

/** One address of the name, if all of them are allowed: one that is not says that somebody tries something. */
async function addressOf(domain: string, names: Names, isAllowed: (address: string) => boolean): Promise<string> {
  const none = () => []
  const [v4, v6] = await Promise.all([names.resolve4(domain).catch(none), names.resolve6(domain).catch(none)])
  const addresses = [...v4, ...v6]
  const [first] = addresses
  if (first === undefined) throw new Failure('name-unknown')
  if (addresses.length > mostAddresses || !addresses.every(isAllowed)) throw new Failure('address-not-public')
  return first
}

function answerOf(request: ClientRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    request.once('error', () => reject(new Failure('not-reached')))
    request.once('upgrade', (_, socket) => {
      socket.destroy()
      reject(new Failure('other-status'))
    })
    request.once('response', (response) => {
      textOf(response).then(resolve, (error: unknown) => {
        request.destroy()
        reject(error instanceof Error ? error : new Failure('not-reached'))
      })
    })
    request.end()
  })
}

async function textOf(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) throw new Failure('other-status')
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > largestAnswer) throw new Failure('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function textRecords(name: string, names: Names): Promise<string[]> {
  const records = await names.resolveTxt(name).catch(() => {
    throw new Failure('name-unknown')
  })
  if (records.length > mostRecords) throw new Failure('too-large')
  return records.map((parts) => parts.join(''))
}
