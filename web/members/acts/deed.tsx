import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import type { Approval } from '#schemas/approval.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { secondsNow } from '#web/page/seconds-now.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { prepareAct, type ActInput, type ActName, type PreparedAct } from './prepare-act.ts'
import { Review } from './review.tsx'
import type { ActOutput } from './send-act.ts'

interface DeedProps<N extends ActName> {
  readonly name: N
  readonly title: string
  readonly lead?: ComponentChildren
  readonly session: SessionView
  /** Where a person goes on afterwards: address and words of the link. */
  readonly onward: { readonly href: string; readonly label: string }
  /** For a change: what it changes. */
  readonly before?: Organisation
  /** Shown beside what is signed. */
  readonly besides?: ComponentChildren
  readonly form: (propose: (input: ActInput<N>) => void) => ComponentChildren
  readonly done: (output: ActOutput<N>) => ComponentChildren
}

type Stage<N extends ActName> =
  | { readonly at: 'form' }
  | { readonly at: 'review'; readonly act: PreparedAct; readonly input: ActInput<N> }
  | { readonly at: 'done'; readonly output: ActOutput<N> }

/** A deed that changes whom others trust: filled in, looked at, signed, done. Each step takes the focus. */
export function Deed<N extends ActName>(props: DeedProps<N>) {
  const { name, title, lead, session, onward, before, besides, form, done } = props
  const words = useWords()
  const [stage, setStage] = useState<Stage<N>>({ at: 'form' })
  const [stale, setStale] = useState(false)
  const review = async (input: ActInput<N>) => {
    const { id: organisation } = session.organisation
    const act = await prepareAct({ name, input, registry: location.origin, organisation, now: secondsNow() })
    setStage({ at: 'review', act, input })
  }
  return (
    <>
      <Heading>{title}</Heading>
      {stage.at === 'form' && lead}
      {/* What was typed stays there for who comes back to it. */}
      <div hidden={stage.at !== 'form'}>
        {form((input) => {
          setStale(false)
          void review(input)
        })}
      </div>
      {stage.at === 'review' && stale && <p class="notice">{words.say('review.stale')}</p>}
      {stage.at === 'review' && (
        <Review
          key={stage.act.digest}
          name={name}
          act={stage.act}
          session={session}
          before={before}
          onBack={() => setStage({ at: 'form' })}
          onStale={() => {
            setStale(true)
            void review(stage.input)
          }}
          onDone={(output) => setStage({ at: 'done', output })}
        >
          {besides}
        </Review>
      )}
      {stage.at === 'done' && (
        <Outcome>
          {done(stage.output)}
          <p>
            <a href={onward.href}>{onward.label}</a>
          </p>
        </Outcome>
      )}
    </>
  )
}

function Outcome({ children }: { children: ComponentChildren }) {
  const words = useWords()
  const outcome = useRef<HTMLElement>(null)
  useEffect(() => outcome.current?.focus(), [])
  return (
    <section class="card outcome" aria-label={words.say('outcome.label')} tabIndex={-1} ref={outcome}>
      {children}
    </section>
  )
}

/** A deed that is signed and waits for a second person. */
export function Waiting({ approval }: { approval: Approval }) {
  const words = useWords()
  return (
    <>
      <h2>{words.say('outcome.waiting')}</h2>
      <p>{words.say('outcome.waiting.until', { time: words.time(approval.expiresAt) })}</p>
    </>
  )
}
