import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cursor as cursorForm } from '#schemas/operations/operation.ts'
import { fromBase64url, toBase64url } from '#domain/bytes.ts'
import { openCursor, sealCursor, type CursorScope } from '#domain/access/cursor.ts'

const secret = new Uint8Array(32).fill(7)
const scope: CursorScope = { operation: 'read-audit', organisation: 'mekong-precision', filters: { certificate: 'X' } }
const refused = expect.objectContaining({ name: 'RegistryError', code: 'cursor-invalid' })
const opened = (by: CursorScope, cursor: string, with_ = secret) =>
  openCursor(with_, by, cursor).catch((error: unknown) => error)

describe('a cursor', () => {
  it('gives its place back to the same caller with the same question, and has the form of one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', maxLength: 400 }), async (place) => {
        const cursor = await sealCursor(secret, scope, place)
        expect(cursorForm.safeParse(cursor).error).toBeUndefined()
        expect(await openCursor(secret, scope, cursor)).toBe(place)
      }),
      { numRuns: 40 },
    )
  })

  it('hides its place, and two places never share a nonce', async () => {
    const [one, two] = [
      await sealCursor(secret, scope, 'ORG#secret-1'),
      await sealCursor(secret, scope, 'ORG#secret-2'),
    ]
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('secret')
    expect(one.slice(0, 16)).not.toBe(two.slice(0, 16))
  })

  it.each<[string, CursorScope]>([
    ['of another operation', { ...scope, operation: 'list-certificates' }],
    ['of another organisation', { ...scope, organisation: 'mekong-precisio' }],
    ['with another filter', { ...scope, filters: { certificate: 'Y' } }],
    ['without the filter', { operation: scope.operation, organisation: scope.organisation }],
    ['with one filter more', { ...scope, filters: { certificate: 'X', organisation: 'mekong-precision' } }],
  ])('is refused %s', async (_, other) => {
    const cursor = await sealCursor(secret, scope, 'AUDIT#1')
    expect(await opened(other, cursor)).toEqual(refused)
  })

  it('takes a filter that is undefined for one that is absent', async () => {
    const cursor = await sealCursor(secret, { ...scope, filters: { certificate: 'X', organisation: undefined } }, 'A')
    expect(await openCursor(secret, scope, cursor)).toBe('A')
  })

  it('is refused under another secret, cut, extended, and with any bit turned', async () => {
    const cursor = await sealCursor(secret, scope, 'AUDIT#000001')
    const bytes = fromBase64url(cursor)!
    const spoilt = [
      '',
      'A',
      cursor.slice(0, -1),
      `${cursor}A`,
      cursor.slice(4),
      ...Array.from({ length: bytes.length * 8 }, (_, bit) =>
        toBase64url(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))),
      ),
    ]
    const answers = await Promise.all(spoilt.map((text) => opened(scope, text)))
    expect(answers).toEqual(spoilt.map(() => refused))
    expect(await opened(scope, cursor, new Uint8Array(32).fill(8))).toEqual(refused)
  })
})
