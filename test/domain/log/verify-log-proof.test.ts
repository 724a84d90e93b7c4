import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nodeCryptography } from '#adapters/node-crypto/cryptography.ts'
import { toUtf8, type Bytes } from '#domain/bytes.ts'
import { webSignatureCheck, type CheckSignature } from '#domain/log/check-signature.ts'
import { printCheckpoint, type Checkpoint } from '#domain/log/checkpoint.ts'
import { policyOfLog, type LogPolicy } from '#domain/log/log-policy.ts'
import { leafHash } from '#domain/log/merkle-hash.ts'
import { parseProof, printProof } from '#domain/log/proof-text.ts'
import { signLine, signNote, type NoteSigner } from '#domain/log/sign-note.ts'
import { verifyCheckpoint } from '#domain/log/verify-checkpoint.ts'
import { verifyLogProof } from '#domain/log/verify-log-proof.ts'
import { aNoteSigner, anMlDsaSigner, aWitness } from '#test/builders/a-log.ts'
import { NaiveTree } from './naive-tree.ts'

const origin = 'registry.example/log'
const time = 1_780_000_000
const entries = Array.from({ length: 200 }, (_, at) => toUtf8(`entry ${at}`))
const tree = new NaiveTree(entries)
const index = 77
const checkpoint: Checkpoint = { origin, size: 200, root: Uint8Array.from(tree.root(200)), extensions: [] }
const body = printCheckpoint(checkpoint)
const proof = tree.path(index, 200).map((hash): Bytes => Uint8Array.from(hash))

let log: NoteSigner
let witnesses: NoteSigner[]
let policy: LogPolicy
let leaf: Bytes

beforeAll(async () => {
  log = await aNoteSigner(origin)
  witnesses = await Promise.all(['w1', 'w2', 'w3'].map((name) => aWitness(`${name}.example`)))
  const named = witnesses.map(({ key }, at) => ({ name: `w${at + 1}`, key }))
  policy = {
    logs: [log.key],
    witnesses: named,
    quorum: { atLeast: 2, of: named.map(({ name }) => ({ witness: name })) },
  }
  leaf = await leafHash(entries[index]!)
})

const witnessed = (count: number) => signNote(body, [log, ...witnesses.slice(0, count)], time)
const proofWith = async (signed: string) => printProof({ index, proof, checkpoint: signed })
const without = (algorithm: string): CheckSignature => {
  const check = webSignatureCheck()
  return async (...asked) => (asked[0] === algorithm ? 'unchecked' : check(...asked))
}

describe('a proof of a log', () => {
  it('is valid with a quorum of witnesses, and says when each of them saw it', async () => {
    expect(await verifyLogProof(await proofWith(await witnessed(2)), leaf, policy)).toEqual({
      outcome: 'valid',
      index,
      checkpoint,
      witnessed: [
        { name: 'w1', time },
        { name: 'w2', time },
      ],
    })
  })

  it('is read as it is printed, with something extra or not', async () => {
    const signed = await witnessed(3)
    for (const each of [
      { index, proof, checkpoint: signed },
      { index: 0, proof: [], checkpoint: signed, extra: toUtf8('salt') },
    ])
      expect(parseProof(printProof(each))).toEqual(each)
    expect(() => printProof({ index: -1, proof, checkpoint: signed })).toThrow(RangeError)
    expect(() => printProof({ index, proof: [new Uint8Array(31)], checkpoint: signed })).toThrow(RangeError)
    expect(() => printProof({ index, proof, checkpoint: signed, extra: new Uint8Array() })).toThrow(RangeError)
  })

  it('of another leaf, place or tree is refused', async () => {
    const signed = await witnessed(2)
    const refused = { outcome: 'invalid', fault: 'inclusion-invalid' }
    expect(await verifyLogProof(await proofWith(signed), await leafHash(toUtf8('other')), policy)).toEqual(refused)
    for (const other of [index + 1, 200, Number.MAX_SAFE_INTEGER])
      expect(await verifyLogProof(printProof({ index: other, proof, checkpoint: signed }), leaf, policy)).toEqual(
        refused,
      )
    const smaller = printCheckpoint({ ...checkpoint, size: 199, root: Uint8Array.from(tree.root(199)) })
    const forked = await signNote(smaller, [log, ...witnesses], time)
    expect(await verifyLogProof(await proofWith(forked), leaf, policy)).toEqual(refused)
  })

  it('is refused in any other form', async () => {
    const right = await proofWith(await witnessed(2))
    const forms = [
      '',
      right.replace('@v1', '@v2'),
      right.replace('index 77', 'index 077'),
      right.replace('index 77', 'index -1'),
      right.replace('index 77', 'index 9007199254740992'),
      right.replace('index 77', 'index 77 '),
      right.replace('index 77', 'extra !\nindex 77'),
      right.replace('index 77', 'extra \nindex 77'),
      right.replace('index 77', 'extra YQ==\nextra YQ==\nindex 77'),
      right.replace('index 77\n', ''),
      right.replaceAll('\n', '\r\n'),
      right.replace('index 77\n', `index 77\n${'A'.repeat(43)}=\n`.repeat(70)),
      right.replace('index 77\n', 'index 77\n\n'),
      ` ${right}`,
      '\n'.repeat(10_000_000),
      'x'.repeat(10_000_000),
    ]
    const outcomes = await Promise.all(forms.map((form) => verifyLogProof(form, leaf, policy)))
    const faults = outcomes.map((each) => (each.outcome === 'invalid' ? each.fault : each.outcome))
    expect(faults.filter((fault) => fault !== 'proof-malformed')).toEqual(['checkpoint-malformed'])
  })

  it('with one bit flipped is never valid', { timeout: 120_000 }, async () => {
    const bytes = toUtf8(await proofWith(await witnessed(2)))
    const platform = { hashing: nodeCryptography }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const other = bytes.slice()
        other[Math.floor(bit / 8)]! ^= 1 << (bit % 8)
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(other)
        expect((await verifyLogProof(text, leaf, policy, platform)).outcome).toBe('invalid')
      }),
      { numRuns: process.env.SLOW === '1' ? 5_000 : 150 },
    )
  })
})

describe('a checkpoint', () => {
  const outcome = async (text: string, by = policy, check?: CheckSignature) => {
    const judged = await verifyCheckpoint(text, by, check)
    return judged.outcome === 'invalid' ? judged.fault : judged.outcome
  }

  it('with too few witnesses is refused, however often one of them signed', async () => {
    expect(await outcome(await witnessed(1))).toBe('quorum-not-reached')
    const twice = `${await witnessed(1)}${await signLine(witnesses[0]!, body, time)}${await signLine(witnesses[0]!, body, time + 1)}`
    expect(await outcome(twice)).toBe('quorum-not-reached')
    expect(await outcome(`${twice}${await signLine(witnesses[2]!, body, time)}`)).toBe('valid')
  })

  it('of another log, without its signature, or with a bad one of anybody known is refused', async () => {
    expect(await outcome(await witnessed(2), policyOfLog((await aNoteSigner('other.example')).key))).toBe(
      'origin-unknown',
    )
    expect(await outcome(await signNote(body, witnesses, time))).toBe('signature-missing')
    const bad = await signLine({ ...witnesses[2]!, sign: async () => new Uint8Array(64) }, body, time)
    expect(await outcome(`${await witnessed(2)}${bad}`)).toBe('signature-invalid')
    const short = await signLine({ ...witnesses[2]!, sign: async () => new Uint8Array(1) }, body, time)
    expect(await outcome(`${await witnessed(2)}${short}`)).toBe('signature-invalid')
    const stranger = await signLine(
      { ...(await aWitness('stranger.example')), sign: async () => new Uint8Array(64) },
      body,
      1,
    )
    expect(await outcome(`${await witnessed(2)}${stranger}`)).toBe('valid')
  })

  it('is refused if a witness signs another time than it says, or beyond all counting', async () => {
    const [first] = witnesses
    const later = await signLine(
      { ...first!, sign: (message) => first!.sign(Uint8Array.from([...message, 10])) },
      body,
      time,
    )
    expect(await outcome(`${await witnessed(0)}${later}`)).toBe('signature-invalid')
    expect(await outcome(`${await witnessed(0)}${await signLine(first!, body, 2 ** 60)}`)).toBe('signature-invalid')
  })

  it('is neither good nor bad where the platform cannot verify what decides', async () => {
    const noEd25519 = without('Ed25519')
    expect(await verifyCheckpoint(await witnessed(3), policy, noEd25519)).toEqual({
      outcome: 'undetermined',
      missing: 'signature-algorithm',
    })
    expect(await outcome(await witnessed(1), policy, noEd25519)).toBe('quorum-not-reached')
  })

  it('needs no post-quantum signature to be verified where others decide, and has it verified where it can be', async () => {
    const strong = await anMlDsaSigner(origin)
    const watcher = await anMlDsaSigner('watcher.example')
    const by: LogPolicy = {
      logs: [log.key, strong.key],
      witnesses: [{ name: 'watcher', key: watcher.key }],
      quorum: { witness: 'watcher' },
    }
    const both = await signNote(body, [log, strong, watcher], time)
    expect(await verifyCheckpoint(both, by)).toEqual({
      outcome: 'valid',
      checkpoint,
      witnessed: [{ name: 'watcher', time }],
    })
    expect(await outcome(both, by, without('ML-DSA-44'))).toBe('undetermined')
    expect(await outcome(both, { ...by, quorum: { atLeast: 0, of: [] } }, without('ML-DSA-44'))).toBe('valid')
    const other = printCheckpoint({ ...checkpoint, size: 201 })
    expect(
      await outcome(
        await signNote(body, [log], time).then(async (note) => `${note}${await signLine(watcher, other, time)}`),
        by,
      ),
    ).toBe('signature-invalid')
  })
})

describe('verifying with WebCrypto', () => {
  const ask = async (check: CheckSignature, message = body) =>
    check('Ed25519', log.key.publicKey, toUtf8(message), await log.sign(toUtf8(body)))

  it('tells good from bad, and never throws', async () => {
    const check = webSignatureCheck()
    expect([await ask(check), await ask(check, 'other')]).toEqual(['good', 'bad'])
    const empty = new Uint8Array()
    expect(await check('Ed25519', empty, empty, empty)).toBe('bad')
    expect(await check('Ed25519', new Uint8Array(32).fill(255), empty, new Uint8Array(64))).toBe('bad')
    expect(await check('ML-DSA-44', empty, empty, empty)).toBe('bad')
    expect(await check('ML-DSA-44', new Uint8Array(1312), empty, new Uint8Array(2420))).toBe('bad')
  })

  it('a key of small order, under which one signature fits many texts, verifies nothing', async () => {
    const identity = Uint8Array.of(1, ...new Uint8Array(31))
    const forged = Uint8Array.of(...identity, ...new Uint8Array(32))
    expect(await webSignatureCheck()('Ed25519', identity, toUtf8('anything'), forged)).toBe('bad')
  })

  it.each(['NotSupportedError', 'SyntaxError', 'DataError', 'TypeError'])(
    'on a platform that has no Ed25519 and says %s nothing was checked',
    async (name) => {
      const importKey = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('no', name))
      try {
        const check = webSignatureCheck()
        expect([await ask(check), await ask(check, 'other')]).toEqual(['unchecked', 'unchecked'])
        expect(importKey).toHaveBeenCalledTimes(1)
      } finally {
        importKey.mockRestore()
      }
    },
  )

  it('a platform that calls everything good, or nothing, is not believed', async () => {
    for (const answer of [true, false]) {
      const verify = vi.spyOn(crypto.subtle, 'verify').mockResolvedValue(answer)
      try {
        expect(await ask(webSignatureCheck())).toBe('unchecked')
      } finally {
        verify.mockRestore()
      }
    }
  })
})
