/** What goes over the wire. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer
}

/**
 * A Lambda's answer as API Gateway reads it: the response of payload format 2.0, or, without a `statusCode`, any value
 * that then goes out as JSON with 200. Throws for an answer of which API Gateway would make a 500.
 */
export function wireResponse(answer: unknown): WireResponse {
  if (!isRecord(answer) || answer.statusCode === undefined)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(answer) ?? ''),
    }
  const status = Number(answer.statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) throw new Error('the answer has no valid status')
  const { body = '', headers = {}, cookies } = answer
  if (typeof body !== 'string' || !isRecord(headers)) throw new Error('the answer has no valid body or headers')
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    status,
    headers: { ...Object.fromEntries(named), ...(Array.isArray(cookies) && { 'set-cookie': cookies.map(String) }) },
    body: Buffer.from(body, answer.isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
