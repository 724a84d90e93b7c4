import { beforeAll, describe, expect, it } from 'vitest'
import { isReached } from '#domain/log/log-policy.ts'
import { parsePolicy } from '#domain/log/policy-text.ts'
import { printVerifierKey } from '#domain/log/verifier-key.ts'
import { aNoteSigner, aWitness } from '#test/builders/a-log.ts'

const keys = new Map<string, string>()
const named = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3']

beforeAll(async () => {
  for (const name of named) keys.set(name, printVerifierKey((await aWitness(`${name}.example`)).key))
  keys.set('log', printVerifierKey((await aNoteSigner('log.example')).key))
})

const written = (rest: string) =>
  `${[`log ${keys.get('log')!} https://log.example/`, '# witnesses', '', ...named.map((name) => ` witness\t${name}  ${keys.get(name)!} https://${name}.example/`)].join('\n')}\n${rest}`
const example = `group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`

describe('the policy of a log', () => {
  it('is read as the specification explains its example', async () => {
    const { logs, witnesses, quorum } = await parsePolicy(written(example))
    expect([logs.map(({ name }) => name), witnesses.map(({ name }) => name)]).toEqual([['log.example'], named])
    const reached = (...seenBy: string[]) => isReached(quorum, new Set(seenBy))
    expect([reached('X1', 'X3', 'Y2'), reached('X1', 'X2', 'X3'), reached('X1', 'Y1', 'Y2'), reached()]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('may ask for one witness, or for none', async () => {
    expect((await parsePolicy(written('quorum X2'))).quorum).toEqual({ witness: 'X2' })
    const { quorum, logs } = await parsePolicy('quorum none')
    expect([isReached(quorum, new Set()), logs]).toEqual([true, []])
  })

  it.each([
    ['no quorum', 'group g any X1\n'],
    ['two quorums', 'quorum X1\nquorum X2\n'],
    ['a quorum of two', 'quorum X1 X2\n'],
    ['a quorum of a stranger', 'quorum Z\n'],
    ['a group of strangers', 'group g any Z\nquorum g\n'],
    ['a group of itself', 'group g any g\nquorum g\n'],
    ['a group of nobody', 'group g any\nquorum g\n'],
    ['a group that is explained later', 'quorum g\ngroup g any X1\n'],
    ['more than there are', 'group g 4 X1 X2 X3\nquorum g\n'],
    ['none of some', 'group g 0 X1\nquorum g\n'],
    ['a number that is written otherwise', 'group g 01 X1\nquorum g\n'],
    ['one twice in a group', 'group g 2 X1 X1\nquorum g\n'],
    ['one in two groups', 'group g any X1\ngroup h any X1 X2\nquorum h\n'],
    ['a name for two', 'group X1 any X2\nquorum X1\n'],
    ['a group called none', 'group none any X2\nquorum none\n'],
    ['a word that means nothing', 'allow X1\nquorum X1\n'],
    ['a carriage return', 'quorum X1\r\n'],
    ['too many lines', `${'\n'.repeat(2_000)}quorum X1`],
    ['too many characters', `${' '.repeat(10_000_000)}quorum X1`],
  ])('is refused with %s', async (_, rest) => {
    await expect(parsePolicy(written(rest))).rejects.toMatchObject({ fault: 'policy-malformed' })
  })

  it('is refused with a key in two lines, one that says no time, or a broken one', async () => {
    const x1 = keys.get('X1')!
    const log = keys.get('log')!
    for (const line of [
      `witness again ${x1}`,
      `witness timeless ${log}`,
      `log ${log}`,
      `witness ${x1}`,
      `log ${log} a b`,
    ])
      await expect(parsePolicy(written(`${line}\nquorum X1`))).rejects.toMatchObject({ fault: 'policy-malformed' })
    await expect(parsePolicy(`log ${log.slice(0, -1)}\nquorum none`)).rejects.toMatchObject({
      fault: 'verifier-key-malformed',
    })
  })
})
