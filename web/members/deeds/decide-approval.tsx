import type { Approval } from '#schemas/approval.ts'
import type { Organisation } from '#schemas/organisation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { sha256Base64url, toUtf8 } from '#domain/bytes.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Deed } from '../acts/deed.tsx'
import { FactListOfAct } from '../acts/fact-list-of-act.tsx'
import { changesOf, headlineOf } from '../acts/headline.ts'
import { readAct, type PreparedAct } from '../acts/prepare-act.ts'
import { Heading } from '../page/heading.tsx'
import { Loaded } from '../page/loaded.tsx'
import { registry } from '../page/registry.ts'
import { ApprovalFacts } from '../records/approval-facts.tsx'

interface Proposal {
  readonly approval: Approval
  /** What was proposed, read from the bytes that the proposer signed; undefined if they are not those that it is known by. */
  readonly act: PreparedAct | undefined
  /** For a change: the organisation as it is now. */
  readonly before?: Organisation | undefined
}

/** One approval. Throws RegistryRefusal or RegistryUnreachable; undefined for one that is not there. */
async function findProposal(id: string, organisation: string | undefined): Promise<Proposal | undefined> {
  let cursor: string | undefined
  do {
    const { approvals, next } = await registry.call('list-approvals', { organisation, cursor })
    const approval = approvals.find((each) => each.id === id)
    if (approval !== undefined) return proposalOf(approval)
    cursor = next
  } while (cursor !== undefined)
  return undefined
}

async function proposalOf(approval: Approval): Promise<Proposal> {
  const act = await proposedAct(approval)
  if (act?.payload.act !== 'change-organisation') return { approval, act }
  return { approval, act, before: await registry.call('get-organisation', { organisation: approval.subject }) }
}

/** Approving names a digest: what is shown must be what has that digest, or nothing is approved here. */
async function proposedAct({ payload, digest, act }: Approval): Promise<PreparedAct | undefined> {
  const bytes = toUtf8(payload)
  if ((await sha256Base64url(bytes)) !== digest) return undefined
  const proposed = await readAct(bytes).catch(() => undefined)
  return proposed?.payload.act === act ? proposed : undefined
}

interface DecideProps {
  readonly id: string
  readonly session: SessionView
  readonly organisation?: string | undefined
}

/** Shows what somebody proposed, and has it approved or rejected by another person's signature. */
export function DecideApproval({ id, session, organisation }: DecideProps) {
  const words = useWords()
  return (
    <Loaded of={[id]} load={() => findProposal(id, organisation)}>
      {(proposal) =>
        proposal === undefined ? (
          <Heading>{words.say('approvals.unknown')}</Heading>
        ) : (
          <Decision proposal={proposal} session={session} />
        )
      }
    </Loaded>
  )
}

function Decision({ proposal, session }: { proposal: Proposal; session: SessionView }) {
  const words = useWords()
  const { approval, act, before } = proposal
  if (act === undefined || approval.state !== 'waiting')
    return (
      <>
        <Heading>{words.say('decide.title')}</Heading>
        {act === undefined && <p class="notice notice-bad">{words.say('decide.mismatch')}</p>}
        {act !== undefined && <Proposed approval={approval} act={act} before={before} Title="h2" />}
      </>
    )
  const { id, digest } = approval
  const own = approval.proposedBy.person === session.person.id
  return (
    <Deed
      name="decide-approval"
      session={session}
      title={words.say('decide.title')}
      lead={<Proposed approval={approval} act={act} before={before} Title="h2" />}
      besides={<Proposed approval={approval} act={act} before={before} Title="h3" />}
      onward={{ href: '#approvals', label: words.say('approvals.onward') }}
      form={(propose) => (
        <>
          {own && <p class="notice">{words.say('decide.own')}</p>}
          <div class="actions">
            {!own && (
              <button
                type="button"
                class="primary"
                onClick={() => propose({ approval: id, digest, decision: 'approve' })}
              >
                {words.say('decide.approve')}
              </button>
            )}
            <button type="button" onClick={() => propose({ approval: id, digest, decision: 'reject' })}>
              {words.say(own ? 'decide.withdraw' : 'decide.reject')}
            </button>
          </div>
        </>
      )}
      done={({ state }) => <h2>{words.say(state === 'approved' ? 'decide.approved' : 'decide.rejected')}</h2>}
    />
  )
}

interface ProposedProps {
  readonly approval: Approval
  readonly act: PreparedAct
  readonly before: Organisation | undefined
  /** By where it stands in the page. */
  readonly Title: 'h2' | 'h3'
}

function Proposed({ approval, act, before, Title }: ProposedProps) {
  const words = useWords()
  // The change was made for this version; for another one it says nothing of what becomes other, and it will be refused.
  const changes =
    before?.version === act.payload.input['version'] && before ? changesOf(words, before, act.payload) : []
  return (
    <section class="proposed" aria-labelledby="proposed">
      <Title id="proposed">{words.say('decide.proposed')}</Title>
      <p>
        <strong>{headlineOf(words, act.payload)}</strong>
      </p>
      {changes.length > 0 && (
        <ul>
          {changes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <FactListOfAct act={act} />
      <ApprovalFacts approval={approval} />
    </section>
  )
}
