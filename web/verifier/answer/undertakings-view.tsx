import type { FactValue } from '#schemas/wording/fill-in.ts'
import { placeholdersOf } from '#schemas/wording/fill-in.ts'
import { useWords } from '#web/words/words.tsx'
import { Said } from './said.tsx'
import { Sentence } from './sentence.tsx'

interface Assurance {
  readonly code: string
  readonly accepted: boolean
  readonly params?: Readonly<Record<string, FactValue | undefined>> | undefined
  readonly exceptions?: string | undefined
}

/** The undertakings in words. What was not accepted is said as well: silence would read as a promise. */
export function Undertakings({ assurances }: { assurances: readonly Assurance[] }) {
  const words = useWords()
  const accepted = assurances.filter((assurance) => assurance.accepted)
  const refused = assurances.filter((assurance) => !assurance.accepted)
  return (
    <>
      <h3>{words.say('undertakings.title')}</h3>
      {accepted.length === 0 ? <p>{words.say('undertakings.none')}</p> : <List assurances={accepted} />}
      {refused.length > 0 && (
        <>
          <p class="refused">{words.say('undertakings.not')}</p>
          <List assurances={refused} />
        </>
      )}
    </>
  )
}

function List({ assurances }: { assurances: readonly Assurance[] }) {
  return (
    <ul class="undertakings">
      {assurances.map((assurance, index) => (
        <li key={index}>
          <Undertaking {...assurance} />
        </li>
      ))}
    </ul>
  )
}

function Undertaking({ code, params = {}, exceptions }: Assurance) {
  const words = useWords()
  const known: Readonly<Record<string, string>> = words.catalogue.undertakings
  const text = Object.hasOwn(known, code) ? known[code]! : undefined
  if (text === undefined) return <>{words.say('undertakings.unknown', { code })}</>
  const told = placeholdersOf(text)
  // A promise with a condition must not lose it, even one that the sentence has no place for.
  const others = Object.entries(params).filter(([name, value]) => value !== undefined && !told.includes(name))
  return (
    <>
      <Sentence text={text} facts={params} />
      {others.map(([name, value]) => (
        <div class="quiet" key={name}>
          <Said value={`${name}: ${Array.isArray(value) ? words.list(value) : String(value)}`} />
        </div>
      ))}
      {exceptions !== undefined && (
        <div>
          <strong>
            <Said value={words.say('undertakings.exceptions', { exceptions })} />
          </strong>
        </div>
      )}
    </>
  )
}
