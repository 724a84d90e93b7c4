import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import type { HttpResponse } from '#middleware/call.ts'
import { problem } from '#schemas/problem.ts'

/** What holds of every answer, whoever asks and however: no failure of ours, and every refusal a problem with its code. */
export function checkAnswer({ statusCode, headers, body }: HttpResponse): number {
  expect(statusCode).toBeGreaterThanOrEqual(200)
  expect(statusCode).toBeLessThan(500)
  if (statusCode >= 400) {
    expect(headers['content-type']).toBe('application/problem+json')
    expect(problem.parse(JSON.parse(body)).status).toBe(statusCode)
  }
  return statusCode
}

export async function answerOf(response: Response): Promise<HttpResponse> {
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
}

/** Rejects if there is no answer in time: a call that hangs is a failure too. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = pause(milliseconds, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${milliseconds} ms`)
  })
  return Promise.race([work, late])
}
