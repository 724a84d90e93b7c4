import type { OutputOf } from '#schemas/operations/operation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { PagesOfList } from '../page/pages-of-list.tsx'
import { registry, type PageOperations } from '../page/registry.ts'
import { mayDo } from '../page/rights.ts'

export type PersonView = OutputOf<PageOperations['list-people']>['people'][number]

/** People of an organisation with their passkeys. */
export function PeopleView({ id, session, base }: { id: string; session: SessionView; base: string }) {
  const words = useWords()
  const load = async (cursor: string | undefined) => {
    const { people, next } = await registry.call('list-people', { organisation: id, cursor })
    return { items: people, next }
  }
  return (
    <>
      <Heading>{words.say('people.title')}</Heading>
      <div class="actions">
        {mayDo(session, 'invite-person', id) && (
          <a class="button primary" href={`#${base}people/invite`}>
            {words.say('people.invite')}
          </a>
        )}
        {session.organisation.id === id && (
          <a class="button" href={`#${base}people/passkey`}>
            {words.say('people.passkey')}
          </a>
        )}
      </div>
      <PagesOfList of={[id]} load={load} none={words.say('people.none')}>
        {(people) =>
          people.map((person) => <PersonCard key={person.id} person={person} session={session} base={base} />)
        }
      </PagesOfList>
    </>
  )
}

function PersonCard({ person, session, base }: { person: PersonView; session: SessionView; base: string }) {
  const words = useWords()
  const own = person.id === session.person.id
  const here = person.state !== 'removed'
  const address = `#${base}people/${person.id}`
  return (
    <article class="card" aria-labelledby={`name-${person.id}`}>
      <h2 id={`name-${person.id}`}>
        <bdi>{person.name}</bdi>
        {own && ` ${words.say('people.you')}`}
      </h2>
      <FactList>
        <Fact term={words.say('fact.person.title')}>
          <bdi>{person.title}</bdi>
        </Fact>
        <Fact term={words.say('fact.mandate')}>{words.catalogue.mandates[person.mandate.kind]}</Fact>
        <Fact term={words.say('fact.duties')}>
          {person.duties.length === 0
            ? words.say('people.reads')
            : words.list(person.duties.map((duty) => words.catalogue.duties[duty]))}
        </Fact>
        <Fact term={words.say('fact.state')}>
          {words.say('people.state', {
            state: words.catalogue.personStates[person.state],
            time: words.time(person.since),
          })}
        </Fact>
        <Fact term={words.say('people.passkeys')}>
          <Passkeys of={person} />
        </Fact>
      </FactList>
      {here && (
        <div class="actions">
          {!own && mayDo(session, 'invite-person', person.organisation) && (
            <a class="button" href={`${address}/recover`}>
              {words.say('people.recover')}
            </a>
          )}
          {mayDo(session, 'remove-person', person.organisation) && (
            <a class="button" href={`${address}/remove`}>
              {words.say('people.remove')}
            </a>
          )}
        </div>
      )}
    </article>
  )
}

function Passkeys({ of: { passkeys } }: { of: PersonView }) {
  const words = useWords()
  if (passkeys.length === 0) return <>{words.say('fact.none')}</>
  return (
    <ul class="plain">
      {passkeys.map(({ id, label, notBefore, notAfter, synced }) => (
        <li key={id}>
          <bdi>{label}</bdi>,{' '}
          {notAfter === undefined
            ? words.say(synced ? 'passkeys.synced' : 'passkeys.here', { time: words.time(notBefore) })
            : words.say('passkeys.removed', { from: words.time(notBefore), until: words.time(notAfter) })}
        </li>
      ))}
    </ul>
  )
}

/** A person of an organisation. Throws RegistryRefusal or RegistryUnreachable; undefined for one who is not there. */
export async function findPerson(organisation: string, id: string): Promise<PersonView | undefined> {
  let cursor: string | undefined
  do {
    const { people, next } = await registry.call('list-people', { organisation, cursor })
    const found = people.find((person) => person.id === id)
    if (found !== undefined) return found
    cursor = next
  } while (cursor !== undefined)
  return undefined
}
