import { useState } from 'preact/hooks'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { PasskeyForm } from './passkey-form.tsx'

interface AnotherPasskeyProps {
  readonly base: string
  readonly onSession: (session: SessionView) => void
}

/** Another passkey for who is signed in: on this device, on a security key, or on a phone. */
export function AnotherPasskey({ base, onSession }: AnotherPasskeyProps) {
  const words = useWords()
  const [done, setDone] = useState(false)
  const finish = (session: SessionView) => {
    setDone(true)
    onSession(session)
  }
  return (
    <>
      <Heading>{words.say('passkey.another')}</Heading>
      <p>{words.say('passkey.another.lead')}</p>
      {!done && <PasskeyForm onSession={finish} />}
      <p role="status">{done && words.say('passkey.another.done')}</p>
      <p>
        <a href={`#${base}people`}>{words.say('people.onward')}</a>
      </p>
    </>
  )
}
