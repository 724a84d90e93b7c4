import type { Check, CheckName } from '#schemas/verdict.ts'
import { useWords } from '#web/words/words.tsx'
import { factText } from './fact-text.ts'

/** Both sides of a comparison, so that a person can judge a spelling or a unit for himself. */
export function BothValues({ check: { name, facts = {} } }: { check: Check }) {
  const words = useWords()
  const kind = comparedKind(name)
  const { stated, presented } = facts
  if (presented === undefined) return null
  return (
    <dl class="both-values">
      {stated !== undefined && (
        <div>
          <dt>{words.say('checks.stated')}</dt>
          <dd>
            <bdi>{factText(kind, stated, words)}</bdi>
          </dd>
        </div>
      )}
      <div>
        <dt>{words.say('checks.given')}</dt>
        <dd>
          <bdi>{factText(kind, presented, words)}</bdi>
        </dd>
      </div>
    </dl>
  )
}

/** What is compared decides how both values are told. */
function comparedKind(name: CheckName): string {
  if (name === 'destination' || name === 'route') return 'country'
  return name === 'quantity' ? 'amount' : name
}
