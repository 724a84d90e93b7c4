import type { Check } from '#schemas/verdict.ts'
import type { MessageKey } from '#web/words/en.ts'
import { useWords, type Words } from '#web/words/words.tsx'
import { Icon, shapeOfOutcome } from '../icons.tsx'
import { BothValues } from './both-values.tsx'
import type { ReadReport } from './read-report.ts'
import { Sentence } from './sentence.tsx'

/** All checks of a report, what stands against the certificate first. */
export function ChecksList({ read, now }: { read: ReadReport; now: number }) {
  const words = useWords()
  const told = remediesToTell(read, words)
  return (
    <section class="card" aria-labelledby="checks-title">
      <h2 id="checks-title">{words.say('checks.title')}</h2>
      <Group title="checks.failed" checks={read.failed} told={told} now={now} />
      <Group title="checks.open" checks={read.open} told={told} now={now} />
      <Group title="checks.passed" checks={read.passed} told={told} now={now} />
      <Group title="checks.skipped" checks={read.skipped} told={told} now={now} />
      {read.notGiven.length > 0 && (
        <p class="quiet">
          {words.say('checks.not-given', {
            names: words.list(read.notGiven.map((name) => words.catalogue.checks[name])),
          })}
        </p>
      )}
    </section>
  )
}

/** Checks whose remedy is told in their row: one advice for several checks is given once, and the block above has its own. */
function remediesToTell({ reason, failed, open, skipped }: ReadReport, words: Words): ReadonlySet<Check> {
  const remedyOf = (check: Check) => words.catalogue.codes[check.code].remedy
  const said = new Set([undefined, reason === undefined ? undefined : remedyOf(reason)])
  const first = [...failed, ...open, ...skipped].filter((check) => {
    const isNew = !said.has(remedyOf(check))
    said.add(remedyOf(check))
    return isNew
  })
  return new Set(first)
}

interface RowsProps {
  readonly told: ReadonlySet<Check>
  readonly now: number
}

function Group({ title, checks, told, now }: RowsProps & { title: MessageKey; checks: readonly Check[] }) {
  const words = useWords()
  if (checks.length === 0) return null
  return (
    <>
      <h3>{words.say(title)}</h3>
      <ul class="checks">
        {checks.map((check, index) => (
          <Row key={index} check={check} told={told} now={now} />
        ))}
      </ul>
    </>
  )
}

function Row({ check, told, now }: RowsProps & { check: Check }) {
  const words = useWords()
  const { means, remedy } = words.catalogue.codes[check.code]
  return (
    <li class={`check check-${check.outcome}`}>
      <Icon shape={shapeOfOutcome[check.outcome]} />
      <div>
        <p class="check-title">
          <strong>{titleOf(check, words)}</strong>{' '}
          <span class="check-word">{words.catalogue.outcomes[check.outcome]}</span>
        </p>
        <p>
          <Sentence text={means} facts={check.facts} />
        </p>
        <BothValues check={check} />
        {remedy !== undefined && told.has(check) && (
          <p class="check-remedy">
            <Sentence text={remedy} facts={check.facts} />
          </p>
        )}
        {check.outcome !== 'skipped' && <p class="quiet">{sourceOf(check, now, words)}</p>}
      </div>
    </li>
  )
}

const members: Readonly<Record<string, MessageKey>> = {
  hs: 'compare.hs',
  classification: 'compare.class',
  serialNumbers: 'compare.serials.short',
  quantity: 'compare.quantity',
  unit: 'compare.unit',
}

/** With the number of the goods and the part of them, where there are several. */
function titleOf({ name, pointer }: Check, words: Words): string {
  const title = words.catalogue.checks[name]
  const [, index, member] = /^\/lines\/(\d+)(?:\/(\w+))?$/.exec(pointer ?? '') ?? []
  if (index === undefined) return title
  const number = Number(index) + 1
  const part = member === undefined ? undefined : members[member]
  return part === undefined
    ? words.say('checks.of-goods', { title, number })
    : words.say('checks.of-part', { title, number, part: words.say(part) })
}

function sourceOf({ basis, asOf }: Check, now: number, words: Words): string {
  const source = words.catalogue.bases[basis]
  if (asOf === undefined) return source
  return words.say('checks.basis', { basis: source, asOf: words.say('checks.as-of', { age: words.age(now - asOf) }) })
}
