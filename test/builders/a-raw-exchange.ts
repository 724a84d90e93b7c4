import { connect } from 'node:net'

/** Sends bytes as they are, without the care that fetch takes, and returns all that comes back until the end. */
export function aRawExchange(origin: string, bytes: Uint8Array | string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let got = ''
  const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.end(bytes))
  socket.setEncoding('latin1').on('data', (part: string) => (got += part))
  socket.once('error', () => resolve(got)).once('close', () => resolve(got))
  return promise
}
