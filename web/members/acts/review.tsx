import { Time } from '#web/controls/time.tsx'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { RegistryUnreachable } from '#client/operation-client.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { secondsNow } from '#web/page/seconds-now.ts'
import { useWords } from '#web/words/member-words.tsx'
import { PasskeyFailure } from '../passkeys/passkey-failure.tsx'
import { FactListOfAct } from './fact-list-of-act.tsx'
import { changesOf, headlineOf } from './headline.ts'
import type { ActName, PreparedAct } from './prepare-act.ts'
import { sendAct, type ActOutput } from './send-act.ts'
import { signAct } from './sign-act.ts'

/** An act is taken for an hour after the time in it; who read this page for long signs another one. */
const goodFor = 1_800

interface ReviewProps<N extends ActName> {
  readonly name: N
  readonly act: PreparedAct
  readonly session: SessionView
  readonly before?: Organisation | undefined
  /** What else must be seen before this is signed. */
  readonly children?: ComponentChildren
  readonly onBack: () => void
  readonly onStale: () => void
  readonly onDone: (output: ActOutput<N>) => void
}

type Phase = 'ready' | 'signing' | 'sending'

/** Shows what will be signed, word for word, and has it signed and sent. */
export function Review<N extends ActName>(props: ReviewProps<N>) {
  const { name, act, session, before, children, onBack, onStale, onDone } = props
  const words = useWords()
  const [phase, setPhase] = useState<Phase>('ready')
  const [error, setError] = useState<unknown>()
  // Once signed, only sending may be tried again: the same act under the same key, which is done once.
  const signed = useRef<string>(undefined)
  const mayBeDone = signed.current !== undefined && error instanceof RegistryUnreachable
  const go = async () => {
    if (signed.current === undefined && act.payload.iat < secondsNow() - goodFor) return onStale()
    setError(undefined)
    try {
      setPhase('signing')
      signed.current ??= await signAct(act, session.person.passkeys)
      setPhase('sending')
      onDone(await sendAct(name, act, signed.current))
    } catch (failed) {
      if (!(failed instanceof RegistryUnreachable)) signed.current = undefined
      setError(failed)
      setPhase('ready')
    }
  }
  return (
    <section class="card review" aria-labelledby="review-title">
      <ReviewHeading />
      <ul class="changes">
        {before === undefined ? (
          <li>{headlineOf(words, act.payload)}</li>
        ) : (
          changesOf(words, before, act.payload).map((line) => <li key={line}>{line}</li>)
        )}
      </ul>
      {children}
      <h3>{words.say('review.exactly')}</h3>
      <FactListOfAct act={act} />
      <SignedAs act={act} session={session} />
      {error !== undefined && <PasskeyFailure error={error} />}
      {mayBeDone && <p>{words.say('review.unanswered')}</p>}
      <div class="actions">
        <button
          type="button"
          class="primary"
          aria-disabled={phase !== 'ready'}
          onClick={() => phase === 'ready' && void go()}
        >
          {words.say(mayBeDone ? 'review.send-again' : 'review.sign')}
        </button>
        <button type="button" aria-disabled={phase !== 'ready'} onClick={() => phase === 'ready' && onBack()}>
          {words.say('review.back')}
        </button>
      </div>
      <p role="status">{phase !== 'ready' && words.say(phase === 'signing' ? 'review.signing' : 'review.sending')}</p>
    </section>
  )
}

function ReviewHeading() {
  const words = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h2 id="review-title" tabIndex={-1} ref={heading}>
      {words.say('review.title')}
    </h2>
  )
}

function SignedAs({ act: { payload, digest }, session }: { act: PreparedAct; session: SessionView }) {
  const words = useWords()
  return (
    <FactList>
      <Fact term={words.say('review.signer')}>
        <bdi>
          {session.person.name}, {session.person.title}
        </bdi>
      </Fact>
      <Fact term={words.say('review.for')}>
        <bdi>
          {session.organisation.name} ({payload.iss})
        </bdi>
      </Fact>
      <Fact term={words.say('review.registry')}>
        <bdi>{payload.aud}</bdi>
      </Fact>
      <Fact term={words.say('review.time')}>
        <Time at={payload.iat} said={words.time(payload.iat)} />
      </Fact>
      <Fact term={words.say('review.digest')}>
        <bdi class="code">{digest}</bdi>
      </Fact>
    </FactList>
  )
}
