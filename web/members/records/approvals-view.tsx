import type { Approval } from '#schemas/approval.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { PagesOfList } from '../page/pages-of-list.tsx'
import { registry } from '../page/registry.ts'
import { ApprovalFacts } from './approval-facts.tsx'

/** What waits for a second person, and what was decided. `organisation` leaves out what is about others. */
export function ApprovalsView({ organisation }: { organisation?: string | undefined }) {
  const words = useWords()
  const load = async (cursor: string | undefined) => {
    const { approvals, next } = await registry.call('list-approvals', { organisation, cursor })
    return { items: approvals, next }
  }
  return (
    <>
      <Heading>{words.say('approvals.title')}</Heading>
      <p>{words.say('approvals.lead')}</p>
      <PagesOfList of={[organisation]} load={load} none={words.say('approvals.none')}>
        {(approvals) => {
          const waiting = approvals.filter(({ state }) => state === 'waiting')
          const decided = approvals.filter(({ state }) => state !== 'waiting')
          return (
            <>
              <h2>{words.say('approvals.waiting', { count: waiting.length })}</h2>
              {waiting.map((each) => (
                <ApprovalCard key={each.id} approval={each} />
              ))}
              {decided.length > 0 && <h2>{words.say('approvals.decided')}</h2>}
              {decided.map((each) => (
                <ApprovalCard key={each.id} approval={each} />
              ))}
            </>
          )
        }}
      </PagesOfList>
    </>
  )
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const words = useWords()
  return (
    <article class="card" aria-labelledby={`approval-${approval.id}`}>
      <h3 class="first" id={`approval-${approval.id}`}>
        <bdi>{approval.summary}</bdi>
      </h3>
      <ApprovalFacts approval={approval} />
      {approval.state === 'waiting' && (
        <a class="button primary" href={`#approvals/${approval.id}`}>
          {words.say('approvals.look')}
        </a>
      )}
    </article>
  )
}
