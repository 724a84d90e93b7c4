import { Time } from '#web/controls/time.tsx'
import type { Actor, Approval } from '#schemas/approval.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useWords } from '#web/words/member-words.tsx'

/** Who proposed something, about whom, and until when it can be decided or how it was. */
export function ApprovalFacts({ approval }: { approval: Approval }) {
  const words = useWords()
  const { state, subject, proposedBy, proposedAt, expiresAt, decidedBy, decidedAt } = approval
  return (
    <FactList>
      <Fact term={words.say('fact.state')}>{words.catalogue.approvalStates[state]}</Fact>
      <Fact term={words.say('approvals.subject')}>
        <bdi class="code">{subject}</bdi>
      </Fact>
      <Fact term={words.say('approvals.proposed-by')}>
        <ActorName actor={proposedBy} />
      </Fact>
      <Fact term={words.say('approvals.proposed-at')}>
        <Time at={proposedAt} said={words.time(proposedAt)} />
      </Fact>
      {state === 'waiting' && (
        <Fact term={words.say('approvals.expires')}>
          <Time at={expiresAt} said={words.time(expiresAt)} />
        </Fact>
      )}
      {decidedBy !== undefined && (
        <Fact term={words.say('approvals.decided-by')}>
          <ActorName actor={decidedBy} />
        </Fact>
      )}
      {decidedAt !== undefined && (
        <Fact term={words.say('approvals.decided-at')}>
          <Time at={decidedAt} said={words.time(decidedAt)} />
        </Fact>
      )}
    </FactList>
  )
}

/** A person of an organisation, or its key. */
function ActorName({ actor: { organisation, person, personName } }: { actor: Actor }) {
  const words = useWords()
  return (
    <>
      <bdi>{personName ?? person ?? words.say('approvals.by-key')}</bdi>, <bdi class="code">{organisation}</bdi>
    </>
  )
}
