import { useEffect, useRef } from 'preact/hooks'
import { RegistryRefusal } from '#client/operation-client.ts'
import type { Problem } from '#schemas/problem.ts'
import { useWords } from '#web/words/member-words.tsx'
import { rememberPlace } from './return-place.ts'

/** Why something did not work, what to do, and a way to try again. It takes the focus, so that nobody misses it. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const words = useWords()
  const told = useRef<HTMLDivElement>(null)
  useEffect(() => told.current?.focus(), [error])
  const problem = error instanceof RegistryRefusal ? error.problem : undefined
  const signedOut = problem !== undefined && isSignedOut(problem)
  return (
    <div class="notice notice-bad" role="alert" tabIndex={-1} ref={told}>
      {problem === undefined ? <p>{words.say('failure.unreachable')}</p> : <Refused problem={problem} />}
      {signedOut && (
        <a class="button" href="/sign-in.html" onClick={rememberPlace}>
          {words.say('failure.sign-in')}
        </a>
      )}
      {onRetry !== undefined && !signedOut && (
        <button type="button" onClick={onRetry}>
          {words.say('failure.retry')}
        </button>
      )}
    </div>
  )
}

const isSignedOut = ({ code }: Problem) =>
  code === 'not-signed-in' || code === 'session-expired' || code === 'sign-in-again'

/** The registry's own sentence says what to do; it knows most about the case. */
function Refused({ problem }: { problem: Problem }) {
  const words = useWords()
  return (
    <>
      <p>{words.say('failure.refused', { title: words.catalogue.problems[problem.code] })}</p>
      <p class="plain">
        <bdi lang="en">{problem.detail}</bdi>
      </p>
      {problem.errors !== undefined && problem.errors.length > 0 && (
        <ul class="plain">
          {problem.errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              <bdi lang="en">
                {pointer} {detail}
              </bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
