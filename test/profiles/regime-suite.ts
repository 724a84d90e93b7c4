import { describe, expect, it } from 'vitest'
import { elements, sourceOf, type ProfileBook } from '#schemas/profile/profile-book.ts'
import type { Profile } from '#schemas/profile/profile.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { validateStatement } from '#domain/statement/validate-statement.ts'
import { checkStatement } from '#domain/statement/profile/check-statement.ts'
import { changed, exampleDay, type RegimeExample } from './regime-examples.ts'
import { hasQuestion, underCondition } from './under-condition.ts'
import { membersOf, withBrokenElement, withoutElement } from './without-element.ts'

/** What every regime must keep: its examples satisfy it, and whatever is taken away or broken is found, and nothing else. */
export function regimeSuite(examples: readonly RegimeExample[], book: ProfileBook): void {
  describe.each(examples)('$name', ({ statement, twins }) => {
    const profile = book.on(statement.profiles![0]!, exampleDay)!
    const found = (one: Statement) =>
      checkStatement({ statement: one }, exampleDay, book).findings.map(
        ({ pointer, rule, severity, element, wantedBy }) => ({
          pointer,
          rule,
          severity,
          element,
          profiles: wantedBy.map(({ profile: name }) => name),
        }),
      )

    it('is a statement that may be issued, and complete', () => {
      expect(validateStatement(statement, exampleDay)).toEqual({ statement })
      const { outcome, profiles, findings } = checkStatement({ statement }, exampleDay, book)
      expect({ outcome, profiles: profiles.map((one) => [one.id, one.outcome]), findings }).toEqual({
        outcome: 'satisfied',
        profiles: statement.profiles!.map((id) => [id, 'satisfied']),
        findings: [],
      })
    })

    it.each(twins)('is found to be broken: $name', ({ change, finding }) => {
      expect(found(changed(statement, change)).map(({ pointer, rule }) => ({ pointer, rule }))).toEqual([finding])
    })

    const asked = askedOf(profile, statement, book)

    it.each(asked)('asks for $element, and for nothing else, when only that is missing', ({ element, confidence }) => {
      const without = found(withoutElement(elements.get(element)!, statement))
      const together = new Set(asked.map((one) => one.element).filter((other) => standTogether(element, other)))
      expect(without.map((one) => one.element)).toContain(element)
      for (const one of without) {
        expect(together).toContain(one.element)
        expect(one).toMatchObject({ rule: 'missing', profiles: [profile.id] })
      }
      const own = without.find((one) => one.element === element)!
      if (confidence === 'seen') expect(own.severity).toBe('required')
    })

    it.each(asked)('tells where $element is wrong, once, and who wants it', ({ element }) => {
      const { statement: broken, pointer } = withBrokenElement(elements.get(element)!, statement)
      const findings = found(broken)
      expect(findings.map((one) => one.pointer)).toEqual([pointer])
      expect(findings[0]!.profiles).toContain(profile.id)
    })

    const conditional = profile.elements.flatMap(({ element, when }, index) =>
      when === undefined ? [] : [{ element, when, index }],
    )

    it.each(conditional)(
      'asks for $element when its condition holds, or asks a person whether it does',
      ({ element, when, index }) => {
        const without = withoutElement(elements.get(element)!, underCondition(when, statement))
        const { demands } = checkStatement({ statement: without }, exampleDay, book).profiles[0]!
        const { state, questions = [] } = demands[index]!
        // Whether the goods are used elsewhere cannot be seen without the very place.
        const expected = hasQuestion(when) ? ['open', true] : ['usedElsewhere' in when ? 'open' : 'missing', false]
        expect([state, questions.length > 0]).toEqual(expected)
      },
    )

    const promises = profile.assurances.filter((_, index) => isAskedFor(profile, statement, book)(index))

    it.each(promises.map((one) => ({ ...one, codes: one.accept.map(({ code }) => code) })))(
      'asks for the promise $codes, and for nothing else, when only that is missing',
      ({ codes }) => {
        const without = structuredClone(statement)
        without.assurances = without.assurances.filter(({ code }) => !codes.includes(code))
        const isSeen = promises.some(
          (one) => sameCodes(one.accept, codes) && sourceOf(profile, one.source).confidence === 'seen',
        )
        const severity = isSeen ? 'required' : 'advice'
        const pointer = '/assurances'
        expect(found(without)).toEqual([
          { pointer, rule: 'assurance-missing', severity, element: undefined, profiles: [profile.id] },
        ])
      },
    )
  })
}

/** Elements that are asked for in this statement and are there. */
function askedOf(profile: Profile, statement: Statement, book: ProfileBook) {
  const { demands } = checkStatement({ statement }, exampleDay, book).profiles[0]!
  return profile.elements.flatMap(({ element, need }, index) => {
    if (isStoodFor(element, statement)) return []
    const { state, questions, confidence } = demands[index]!
    if (state !== 'there' || questions !== undefined || need === 'optional') return []
    return need === 'required' || holds(profile, index, statement, book) ? [{ element, confidence }] : []
  })
}

/** Whether a conditional demand applies is seen from what happens without its element. */
function holds(profile: Profile, index: number, statement: Statement, book: ProfileBook): boolean {
  const { element } = profile.elements[index]!
  const without = withoutElement(elements.get(element)!, statement)
  return checkStatement({ statement: without }, exampleDay, book).profiles[0]!.demands[index]!.state === 'missing'
}

function isAskedFor(profile: Profile, statement: Statement, book: ProfileBook) {
  const without = { ...statement, assurances: [] }
  const { demands } = checkStatement({ statement: without }, exampleDay, book).profiles[0]!
  return (index: number) => demands[profile.elements.length + index]!.state === 'missing'
}

const sameCodes = (accept: readonly { code: string }[], codes: readonly string[]) =>
  accept.map(({ code }) => code).join() === codes.join()

/** Roles that a signature of this element speaks for, and the signature itself. */
function signingOf(element: string, { parties, signatures }: Statement) {
  const { find } = elements.get(element)!
  if (!('signature' in find) || find.has !== undefined) return undefined
  const roles = find.signature.flatMap((role): string[] => (role === 'PURCHASER' ? ['PURCHASER', 'IMPORTER'] : [role]))
  const party = parties.find((one) => one.roles.some((role) => roles.includes(role)))
  return {
    party,
    signs: signatures.some(({ role }) => find.signature.includes(role)),
    isEndUser: roles.includes('END_USER'),
  }
}

/** Another signature of the same party stands for this one, whether or not it is there as well. */
function isStoodFor(element: string, statement: Statement): boolean {
  const signing = signingOf(element, statement)
  if (signing === undefined || signing.isEndUser || signing.party === undefined) return false
  const { roles } = signing.party
  const others = statement.signatures.filter(({ role }) => !elementSigns(element, role))
  return others.some(({ role }) => roles.some((held) => held === role || (role === 'PURCHASER' && held === 'IMPORTER')))
}

function elementSigns(element: string, role: string): boolean {
  const { find } = elements.get(element)!
  return 'signature' in find && find.signature.some((one) => one === role)
}

/** Whether two elements share a member, or one is inside the other, so that one cannot go without the other. */
function standTogether(one: string, other: string): boolean {
  const [ours, theirs] = [one, other].map((name) => {
    const { find } = elements.get(name)!
    return membersOf(find).map((member) => `${Object.keys(find)[0]} ${member}.`)
  })
  return (
    one === other ||
    ours!.some((member) => theirs!.some((their) => their.startsWith(member) || member.startsWith(their)))
  )
}
