import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useState } from 'preact/hooks'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { PasskeyFailure } from '../passkeys/passkey-failure.tsx'
import { signIn } from '../passkeys/sign-in.ts'
import { goOn } from './home-of.ts'

/** One button: the device asks who is there. */
export function SignInView() {
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const go = () => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    signIn().then(goOn, (failed: unknown) => {
      setError(failed)
      setBusy(false)
    })
  }
  return (
    <>
      <Heading>{words.say('sign-in.title')}</Heading>
      <p>{words.say('passkey.what')}</p>
      {error !== undefined && <PasskeyFailure error={error} />}
      {browserSupportsWebAuthn() ? (
        <button type="button" class="primary large" aria-disabled={busy} onClick={go}>
          {words.say('sign-in.start')}
        </button>
      ) : (
        <p class="notice notice-bad" role="alert">
          {words.say('passkey.none')}
        </p>
      )}
      <p role="status">{busy && words.say('sign-in.busy')}</p>
      <h2>{words.say('sign-in.no-passkey')}</h2>
      <p>{words.say('sign-in.no-passkey.do')}</p>
      <p>
        <a href="/">{words.say('sign-in.verify')}</a>
      </p>
    </>
  )
}
