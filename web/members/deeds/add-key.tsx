import { useState } from 'preact/hooks'
import type { PublicJwk } from '#schemas/keys.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { secondsNow } from '#web/page/seconds-now.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Deed, Waiting } from '../acts/deed.tsx'
import { FaultCount } from '../forms/fault-count.tsx'
import { endOfDay } from '../forms/field-schemas.ts'
import { readFields, useForm } from '../forms/form-state.ts'
import { DayField } from '../forms/day-field.tsx'
import { jwkText } from './jwk-text.ts'
import { KeyField } from './key-field.tsx'

/** Lets another key sign for the organisation. */
export function AddKey({ id, session, base }: { id: string; session: SessionView; base: string }) {
  const words = useWords()
  return (
    <Deed
      name="add-key"
      session={session}
      title={words.say('add-key.title')}
      lead={<p>{words.say('add-key.lead')}</p>}
      onward={{ href: `#${base}keys`, label: words.say('keys.onward') }}
      form={(propose) => <AddKeyForm onKey={(key) => propose({ organisation: id, ...key })} organisation={id} />}
      done={(output) =>
        output.state === 'waiting' ? (
          <Waiting approval={output.approval} />
        ) : (
          <>
            <h2>{words.say('add-key.done')}</h2>
            <p>{words.say('add-key.done.from', { time: words.time(output.result.notBefore) })}</p>
          </>
        )
      }
    />
  )
}

interface FormProps {
  readonly organisation: string
  readonly onKey: (key: { jwk: PublicJwk; notAfter: number }) => void
}

function AddKeyForm({ organisation, onKey }: FormProps) {
  const words = useWords()
  const form = useForm('key', { jwk: '', until: inAYear() })
  const [madeUnsaved, setMadeUnsaved] = useState(false)
  const read = () =>
    readFields<{ jwk: PublicJwk; until: number }>(form.fields, {
      jwk: { schema: jwkText, fault: 'fault.jwk' },
      until: { schema: endOfDay, fault: 'fault.day' },
    })
  return (
    <form noValidate onSubmit={form.submit(read, ({ jwk, until }) => onKey({ jwk, notAfter: until }))}>
      <KeyField {...form.bind('jwk')} organisation={organisation} onUnsaved={setMadeUnsaved} />
      <DayField {...form.bind('until')} label={words.say('add-key.until')} hint={words.say('add-key.until.hint')} />
      <FaultCount faults={form.faults} />
      {madeUnsaved && <p class="fault">{words.say('key.save-first')}</p>}
      <button
        type="submit"
        class="primary"
        aria-disabled={madeUnsaved}
        onClick={(event) => madeUnsaved && event.preventDefault()}
      >
        {words.say('form.next')}
      </button>
    </form>
  )
}

const inAYear = () => new Date((secondsNow() + 365 * 86_400) * 1000).toISOString().slice(0, 10)
