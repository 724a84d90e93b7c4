import type { Organisation } from '#schemas/organisation.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useWords } from '#web/words/member-words.tsx'

/** Who an organisation is and what it may do. */
export function OrganisationFacts({ organisation }: { organisation: Organisation }) {
  const words = useWords()
  const { id, name, nativeName, identifiers = [], country, roles, state, keyDelay } = organisation
  return (
    <FactList>
      <Fact term={words.say('fact.name')}>
        <bdi>{name}</bdi>
      </Fact>
      {nativeName !== undefined && (
        <Fact term={words.say('fact.native-name')}>
          <bdi>{nativeName.text}</bdi>
        </Fact>
      )}
      <Fact term={words.say('fact.organisation')}>
        <bdi class="code">{id}</bdi>
      </Fact>
      <Fact term={words.say('fact.country')}>
        <bdi>{words.country(country)}</bdi>
      </Fact>
      <Fact term={words.say('fact.identifiers')}>
        {identifiers.length === 0
          ? words.say('fact.none')
          : identifiers.map((each) => (
              <div key={each.scheme + each.value}>
                {words.catalogue.schemes[each.scheme]}: <bdi>{each.value}</bdi>
                {each.scheme === 'NATIONAL' && (
                  <>
                    {' '}
                    <bdi>
                      {words.list([
                        ...(each.register === undefined ? [] : [each.register]),
                        words.country(each.country),
                      ])}
                    </bdi>
                  </>
                )}
              </div>
            ))}
      </Fact>
      <Fact term={words.say('fact.roles')}>{words.list(roles.map((role) => words.catalogue.roles[role]))}</Fact>
      <Fact term={words.say('fact.state')}>{words.catalogue.states[state]}</Fact>
      {keyDelay !== undefined && <Fact term={words.say('fact.key-delay')}>{words.duration(keyDelay)}</Fact>}
    </FactList>
  )
}
