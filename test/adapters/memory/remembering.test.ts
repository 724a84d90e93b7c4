import { describe, expect, it } from 'vitest'
import { remembering } from '#adapters/memory/remembering.ts'
import { aClock } from '#test/builders/a-registry.ts'

function asked(answers: (() => Promise<string>)[]) {
  const clock = aClock(100)
  let calls = 0
  const remembered = remembering(
    (name) => answers[Math.min(calls++, answers.length - 1)]!().then((answer) => `${name} ${answer}`),
    clock,
    5,
  )
  return { remembered, clock, calls: () => calls }
}

describe('a remembered answer', () => {
  it('is asked for once, by name, until it is too old', async () => {
    const { remembered, clock, calls } = asked([async () => 'first', async () => 'other', async () => 'later'])
    expect(await Promise.all([remembered('a'), remembered('a'), remembered('b')])).toEqual([
      'a first',
      'a first',
      'b other',
    ])
    clock.set(104)
    expect(await remembered('a')).toBe('a first')
    clock.set(105)
    expect(await remembered('a')).toBe('a later')
    expect(calls()).toBe(3)
  })

  it('is no failure: the next call asks again', async () => {
    const { remembered } = asked([() => Promise.reject(new Error('down')), async () => 'up'])
    await expect(remembered('a')).rejects.toThrow('down')
    expect(await remembered('a')).toBe('a up')
  })

  it('does not grow without bound', async () => {
    const { remembered, calls } = asked([async () => 'x'])
    for (let at = 0; at < 2500; at++) await remembered(String(at))
    expect(calls()).toBe(2500)
    await remembered('2499')
    expect(calls()).toBe(2500)
  })
})
