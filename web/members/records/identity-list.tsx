import { Time } from '#web/controls/time.tsx'
import type { IdentityEvidence } from '#schemas/organisation.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useWords } from '#web/words/member-words.tsx'

/** Who vouched for an organisation, when and on what; the newest first. */
export function IdentityList({ identity }: { identity: readonly IdentityEvidence[] }) {
  const words = useWords()
  if (identity.length === 0) return <p>{words.say('identity.none')}</p>
  return (
    <ul class="rows">
      {identity
        .toSorted((a, b) => b.at - a.at)
        .map((each) => (
          <li key={`${each.at} ${each.by} ${each.source}`}>
            <FactList>
              <Fact term={words.say('identity.by')}>
                <bdi>
                  {each.byName} ({each.by})
                </bdi>
              </Fact>
              <Fact term={words.say('identity.at')}>
                <Time at={each.at} said={words.time(each.at)} />
              </Fact>
              <Fact term={words.say('fact.evidence.method')}>{words.catalogue.methods[each.method]}</Fact>
              <Fact term={words.say('fact.evidence.source')}>
                <bdi>{each.source}</bdi>
              </Fact>
              {each.document !== undefined && (
                <Fact term={words.say('fact.evidence.document')}>
                  <bdi class="code">{each.document}</bdi>
                </Fact>
              )}
            </FactList>
          </li>
        ))}
    </ul>
  )
}
