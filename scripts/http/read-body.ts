import type { IncomingMessage } from 'node:http'

/**
 * The whole body, or undefined if it is larger than `limit` bytes. The rest of a body that is too large is let pass by
 * without being kept: who is still sending cannot read an answer.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length']) > limit) {
    request.resume()
    return undefined
  }
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>()
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else resolve(undefined)
  })
  request.once('end', () => resolve(Buffer.concat(chunks)))
  request.once('error', reject)
  request.once('close', () => reject(new Error('the caller went away')))
  return promise
}
