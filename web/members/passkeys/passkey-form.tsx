import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useState } from 'preact/hooks'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { text } from '#schemas/text.ts'
import { TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { readFields, useForm } from '../forms/form-state.ts'
import { makePasskey } from './make-passkey.ts'
import { PasskeyFailure } from './passkey-failure.tsx'

interface PasskeyFormProps {
  /** For who is not signed in: the secret of its invitation. */
  readonly invitation?: string
  readonly onSession: (session: SessionView) => void
}

/** Names the device and makes a passkey on it. */
export function PasskeyForm({ invitation, onSession }: PasskeyFormProps) {
  const words = useWords()
  const form = useForm('passkey', { label: '' })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  if (!browserSupportsWebAuthn())
    return (
      <p class="notice notice-bad" role="alert">
        {words.say('passkey.none')}
      </p>
    )
  const make = ({ label }: { label: string }) => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    makePasskey(label, invitation)
      .then(onSession, setError)
      .finally(() => setBusy(false))
  }
  const read = () => readFields<{ label: string }>(form.fields, { label: { schema: text(60), fault: 'fault.label' } })
  return (
    <form noValidate onSubmit={form.submit(read, make)}>
      <TextField {...form.bind('label')} label={words.say('passkey.label')} hint={words.say('passkey.label.hint')} />
      {error !== undefined && <PasskeyFailure error={error} />}
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={busy}>
          {words.say('passkey.make')}
        </button>
      </div>
      <p role="status">{busy && words.say('passkey.making')}</p>
    </form>
  )
}
