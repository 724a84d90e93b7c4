import type { SessionView } from '#schemas/operations/passkeys.ts'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { Deed } from '../acts/deed.tsx'
import { DayField } from '../forms/day-field.tsx'
import { FaultCount } from '../forms/fault-count.tsx'
import { minuteInUtc } from '../forms/field-schemas.ts'
import { readFields, useForm } from '../forms/form-state.ts'
import { reasonText } from './reason.ts'

interface EndKeyProps {
  readonly id: string
  readonly kid: string
  readonly session: SessionView
  readonly base: string
}

/** Ends a key: it is not needed any more, or somebody else may have it. */
export function EndKey({ id, kid, session, base }: EndKeyProps) {
  const words = useWords()
  return (
    <Deed
      name="end-key"
      session={session}
      title={words.say('end-key.title')}
      lead={
        <p>
          {words.say('end-key.lead')} <bdi class="code">{kid}</bdi>
        </p>
      }
      onward={{ href: `#${base}keys`, label: words.say('keys.onward') }}
      form={(propose) => <EndKeyForm onEnd={(end) => propose({ organisation: id, kid, ...end })} />}
      done={(key) => <h2>{words.say(`end-key.done.${key.state === 'compromised' ? 'compromised' : 'retired'}`)}</h2>}
    />
  )
}

interface End {
  readonly reason: string
  readonly compromisedSince?: number
}

function EndKeyForm({ onEnd }: { onEnd: (end: End) => void }) {
  const words = useWords()
  const form = useForm('end', { why: 'retired', since: '', reason: '' })
  const compromised = form.fields.why === 'compromised'
  const read = () =>
    readFields<{ reason: string; since?: number | undefined }>(
      { ...form.fields, since: compromised ? form.fields.since : '' },
      {
        since: { schema: minuteInUtc, fault: 'fault.since', optional: !compromised },
        reason: { schema: reasonText, fault: 'fault.reason' },
      },
    )
  return (
    <form
      noValidate
      onSubmit={form.submit(read, ({ reason, since }) =>
        onEnd({ reason, ...(since !== undefined && { compromisedSince: since }) }),
      )}
    >
      <ChoiceField
        {...form.bind('why')}
        label={words.say('end-key.why')}
        choices={[
          ['retired', words.say('end-key.why.retired')],
          ['compromised', words.say('end-key.why.compromised')],
        ]}
      />
      {compromised && (
        <DayField
          {...form.bind('since')}
          minute
          label={words.say('end-key.since')}
          hint={words.say('end-key.since.hint')}
        />
      )}
      <TextField {...form.bind('reason')} label={words.say('fact.reason')} hint={words.say('reason.hint')} />
      <FaultCount faults={form.faults} />
      <button type="submit" class="primary">
        {words.say('form.next')}
      </button>
    </form>
  )
}
