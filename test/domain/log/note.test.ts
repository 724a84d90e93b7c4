import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUtf8 } from '#domain/bytes.ts'
import { fromBase64, toBase64 } from '#domain/log/base64.ts'
import { parseCheckpoint, printCheckpoint } from '#domain/log/checkpoint.ts'
import { LogFailure } from '#domain/log/log-failure.ts'
import { isKeyName, longestNote, parseNote, printNote, type Note } from '#domain/log/note.ts'
import { parseVerifierKey, printVerifierKey, verifierKey } from '#domain/log/verifier-key.ts'

const faultOf = (read: () => unknown) => {
  try {
    read()
  } catch (error) {
    if (error instanceof LogFailure) return error.fault
    throw error
  }
  return 'read'
}
const line = `— example.com/log ${toBase64(new Uint8Array(68).fill(7))}\n`
const keyName = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter(isKeyName)
const text = fc
  .array(fc.string({ unit: 'grapheme' }).filter((each) => parses(each)))
  .map((lines) => `${lines.join('\n')}\n`)

function parses(each: string): boolean {
  return faultOf(() => parseNote(`${each}\n\n${line}`)) === 'read'
}

describe('base 64', () => {
  it('is read as it is written, and as Node writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      }),
    )
  })

  it.each(['A', 'AA', 'AAA', 'AA=', 'AB==', 'AAB=', 'AA==\n', ' AA==', 'A===', '====', 'AA==AAAA', 'AA_-', 'AAé='])(
    'has one spelling: %j is refused',
    (digits) => {
      expect(fromBase64(digits)).toBeUndefined()
    },
  )
})

describe('a signed note', () => {
  it('is read as it is printed', () => {
    const signature = fc.record({
      name: keyName,
      keyId: fc.stringMatching(/^[0-9a-f]{8}$/),
      signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    })
    const note = fc.record({ text, signatures: fc.array(signature, { minLength: 1, maxLength: 5 }) })
    fc.assert(
      fc.property(note, (each) => {
        expect(parseNote(printNote(each as Note))).toEqual(each)
      }),
    )
  })

  it('separates at the last empty line', () => {
    expect(parseNote(`a\n\n\nb\n\n${line}`).text).toBe('a\n\n\nb\n')
  })

  it.each([
    ['nothing', ''],
    ['one line feed', '\n'],
    ['two line feeds', '\n\n'],
    ['no signature', 'text\n\n'],
    ['no empty line', `text\n${line}`],
    ['no last line feed', `text\n\n${line.trimEnd()}`],
    ['an empty line after', `text\n\n${line}\n`],
    ['a line between', `text\n\n${line}other\n${line}`],
    ['carriage returns', `text\r\n\r\n${line}`],
    ['a tab', `te\txt\n\n${line}`],
    ['a zero', `te\0xt\n\n${line}`],
    ['half a character', `te\ud800xt\n\n${line}`],
    ['another dash', `text\n\n${line.replace('—', '-')}`],
    ['two spaces', `text\n\n${line.replace('log ', 'log  ')}`],
    ['a space at the end', `text\n\n${line.replace('\n', ' \n')}`],
    ['a name with a plus', `text\n\n${line.replace('log', 'l+g')}`],
    ['a name with a no-break space', `text\n\n${line.replace('log', 'l\u00a0g')}`],
    ['a name with a next line', `text\n\n${line.replace('log', 'l\u0085g')}`],
    ['no name', `text\n\n${line.replace('example.com/log', '')}`],
    ['a signature of nothing', 'text\n\n— a AAAAAA==\n'],
    ['base 64 of another spelling', 'text\n\n— a AAAAAAB=\n'],
    ['base 64 without padding', 'text\n\n— a AAAAAAA\n'],
  ])('is refused with %s', (_, note) => {
    expect(faultOf(() => parseNote(note))).toBe('note-malformed')
  })

  it('of a hundred signatures is read, of more it is not', () => {
    expect(parseNote(`text\n\n${line.repeat(100)}`).signatures).toHaveLength(100)
    expect(faultOf(() => parseNote(`text\n\n${line.repeat(101)}`))).toBe('note-too-large')
  })

  it('of ten megabytes is refused at once, and one of a megabyte is read in time that grows with its length alone', () => {
    const hostile = (length: number): string[] => [
      `${'\n'.repeat(length)}${line}`,
      `text\n\n${'\n'.repeat(length)}`,
      `text\n\n— ${'a'.repeat(length)}`,
      `text\n\n— a ${'A'.repeat(length)}\n`,
      `text\n\n— a ${' '.repeat(length)}\n`,
      `text\n\n${'— a\n'.repeat(length / 4)}`,
      `${'a\n\n'.repeat(length / 3)}${line}`,
    ]
    const start = performance.now()
    expect(hostile(10_000_000).map((note) => faultOf(() => parseNote(note)))).toEqual(
      hostile(1).map(() => 'note-too-large'),
    )
    expect(performance.now() - start).toBeLessThan(500)
    const faults = hostile(longestNote - 200).map((note) => faultOf(() => parseNote(note)))
    expect(
      faults.filter((fault) => fault !== 'read' && fault !== 'note-malformed' && fault !== 'note-too-large'),
    ).toEqual([])
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it('that could not be read back is not printed', () => {
    const signatures = [{ name: 'a', keyId: '00000000', signature: Uint8Array.of(1) }]
    for (const wrong of ['text', 'te\rxt\n']) expect(() => printNote({ text: wrong, signatures })).toThrow(/note/)
    expect(() => printNote({ text: 'text\n', signatures: [] })).toThrow(RangeError)
    expect(() => printNote({ text: 'text\n', signatures: [{ ...signatures[0]!, name: 'a b' }] })).toThrow(RangeError)
    expect(() => printNote({ text: 'text\n', signatures: [{ ...signatures[0]!, keyId: '0' }] })).toThrow(RangeError)
  })
})

describe('a verifier key', () => {
  it('is read as it is printed', async () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
    await fc.assert(
      fc.asyncProperty(keyName, bytes, fc.constantFrom(1, 4), async (name, publicKey, type) => {
        const key = await verifierKey(name, type as 1, publicKey as Uint8Array<ArrayBuffer>)
        expect(await parseVerifierKey(printVerifierKey(key))).toEqual(key)
      }),
      { numRuns: 50 },
    )
  })

  it('of another kind of signature is not called wrong, but not supported', async () => {
    const ecdsa = `a+00000000+${toBase64(Uint8Array.of(2, ...new Uint8Array(91)))}`
    await expect(parseVerifierKey(ecdsa)).rejects.toMatchObject({ fault: 'verifier-key-unsupported' })
  })

  it('is refused if its number is another, and in any other form', async () => {
    const right = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    expect((await parseVerifierKey(right)).keyId).toBe('530d903a')
    const wrong = [
      '',
      right.replace('530d', '530e'),
      right.replace('530d903a', '530D903A'),
      right.replace('foo', 'fop'),
      right.replace('+AekyeR', '+AekyeS'),
      right.replace('/foo', ' foo'),
      `${right}\n`,
      ` ${right}`,
      right.slice(0, -1),
      right.replace('rm56', ''),
      `a+${'0'.repeat(10_000_000)}`,
      '+'.repeat(3_000),
    ]
    for (const text of wrong)
      await expect(parseVerifierKey(text)).rejects.toMatchObject({ fault: 'verifier-key-malformed' })
  })
})

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(9)
  const printed = `example.com/log\n20852163\n${toBase64(root)}\n`

  it('is read as it is printed', () => {
    const lineOf = fc.string({ minLength: 1, unit: 'grapheme' }).filter((each) => !each.includes('\n'))
    const checkpoint = fc.record({
      origin: lineOf,
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      extensions: fc.array(lineOf, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(checkpoint, (each) => {
        const one = { ...each, root: each.root as Uint8Array<ArrayBuffer> }
        expect(parseCheckpoint(printCheckpoint(one))).toEqual(each)
      }),
    )
  })

  it.each([
    '',
    '\n',
    printed.trimEnd(),
    printed.replace('example.com/log', ''),
    `${printed}\n`,
    `${printed}\next\n`,
    printed.replace('20852163', '020852163'),
    printed.replace('20852163', '+20852163'),
    printed.replace('20852163', '-1'),
    printed.replace('20852163', ''),
    printed.replace('20852163', '1e6'),
    printed.replace('20852163', '0x10'),
    printed.replace('20852163', '1.0'),
    printed.replace('20852163', '9007199254740992'),
    printed.replace('20852163', '18446744073709551615'),
    printed.replace('20852163', '1'.repeat(1_000_000)),
    printed.replace('20852163', '٣'),
    printed.replace('20852163', ' 3'),
    printed.replace(toBase64(root), toBase64(root.subarray(1))),
    printed.replace(toBase64(root), ''),
    printed.replace(toBase64(root), toBase64(root).replace('=', '')),
    printed.replace(toBase64(root), Buffer.from(root).toString('base64url')),
    printed.replaceAll('\n', '\r\n'),
  ])('is refused in any other form: %.60j', (other) => {
    expect(faultOf(() => parseCheckpoint(other))).toBe('checkpoint-malformed')
  })

  it('that could not be read back is not printed', () => {
    const checkpoint = parseCheckpoint(printed)
    for (const wrong of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: 2 ** 53 },
      { size: -1 },
      { root: toUtf8('short') },
      { extensions: [''] },
    ])
      expect(() => printCheckpoint({ ...checkpoint, ...wrong })).toThrow(RangeError)
  })
})
