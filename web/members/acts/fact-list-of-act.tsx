import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { factsOf } from './act-facts.ts'
import type { PreparedAct } from './prepare-act.ts'

/** Everything that an act says. */
export function FactListOfAct({ act }: { act: PreparedAct }) {
  const words = useWords()
  return (
    <FactList>
      {factsOf(words, act).map(({ term, said }) => (
        <Fact key={term} term={term}>
          <bdi>{said}</bdi>
        </Fact>
      ))}
    </FactList>
  )
}
