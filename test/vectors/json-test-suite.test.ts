import canonicalize from 'canonicalize'
import { describe, expect, it } from 'vitest'
import { readCanonicalJson } from '#domain/canonical-json.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import files from './public/json-test-suite/files.json' with { type: 'json' }

interface File {
  readonly expect: string
  readonly b64?: string
  readonly repeat?: readonly (string | number)[]
}

const bytesOf = ({ b64, repeat }: File) =>
  repeat === undefined ? Buffer.from(b64!, 'base64') : Buffer.from(String(repeat[0]).repeat(Number(repeat[1])))

/** `read`, or the code by which it was refused; any other error is a defect and comes through. */
function read(bytes: Uint8Array): string {
  try {
    readCanonicalJson(new Uint8Array(bytes))
    return 'read'
  } catch (error) {
    if (error instanceof CheckFailure) return error.code
    throw error
  }
}

/** Whether the bytes are UTF-8 and the RFC 8785 form of what Node parses from them. */
function isCanonical(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return canonicalize(JSON.parse(text)) === text
  } catch {
    return false
  }
}

const cases = Object.entries(files as Record<string, File>).map(([name, file]) => ({
  name,
  ...file,
  bytes: bytesOf(file),
}))
const those = (expected: string) => cases.filter((each) => each.expect === expected)

describe('JSONTestSuite', () => {
  it('is here as a whole', () => {
    const count = (expected: string) => those(expected).length
    expect([count('accept'), count('reject'), count('any'), count('transform')]).toEqual([95, 188, 35, 22])
  })

  it.each(those('reject'))('$name is refused', ({ bytes }) => {
    expect(read(bytes)).toBeOneOf(['payload-invalid', 'not-canonical'])
  })

  it.each(those('accept'))(
    '$name is read if it is written canonically, and refused for that reason alone if not',
    ({ bytes }) => {
      expect(read(bytes)).toBe(isCanonical(bytes) ? 'read' : 'not-canonical')
    },
  )

  const deeperThanAllowed = 'i_structure_500_nested_arrays.json'

  it.each([...those('any'), ...those('transform')])(
    '$name, which parsers read differently, is read only in its one form',
    ({ name, bytes }) => {
      if (isCanonical(bytes) && name !== deeperThanAllowed) expect(read(bytes)).toBe('read')
      else expect(read(bytes)).toBeOneOf(['payload-invalid', 'not-canonical'])
    },
  )

  it('is read to a value in 45 canonical files', () => {
    expect(cases.filter(({ bytes }) => read(bytes) === 'read')).toHaveLength(45)
  })
})
