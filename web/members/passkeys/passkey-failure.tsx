import { useEffect, useRef } from 'preact/hooks'
import { useWords } from '#web/words/member-words.tsx'
import { Failure } from '../page/failure.tsx'
import { passkeyFault } from './passkey-fault.ts'

/** Why a passkey was not made or not used: the browser or the registry refused. */
export function PasskeyFailure({ error }: { error: unknown }) {
  const words = useWords()
  const told = useRef<HTMLParagraphElement>(null)
  const fault = passkeyFault(error)
  useEffect(() => told.current?.focus(), [error])
  if (fault === undefined) return <Failure error={error} />
  return (
    <p class="notice notice-bad" role="alert" tabIndex={-1} ref={told}>
      {words.say(fault)}
    </p>
  )
}
