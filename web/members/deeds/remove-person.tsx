import type { SessionView } from '#schemas/operations/passkeys.ts'
import { TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { Deed } from '../acts/deed.tsx'
import { FaultCount } from '../forms/fault-count.tsx'
import { readFields, useForm } from '../forms/form-state.ts'
import type { PersonView } from '../records/people-view.tsx'
import { reasonText } from './reason.ts'

/** Removes a person with all its passkeys and sessions. */
export function RemovePerson({ person, session, base }: { person: PersonView; session: SessionView; base: string }) {
  const words = useWords()
  const { id, name, title, organisation } = person
  return (
    <Deed
      name="remove-person"
      session={session}
      title={words.say('remove.title')}
      lead={
        <p>
          {words.say('remove.lead')}{' '}
          <bdi>
            {name}, {title}
          </bdi>
        </p>
      }
      besides={
        <p>
          {words.say('remove.who')}{' '}
          <bdi>
            {name}, {title}
          </bdi>
        </p>
      }
      onward={{ href: `#${base}people`, label: words.say('people.onward') }}
      form={(propose) => <ReasonForm onReason={(reason) => propose({ organisation, person: id, reason })} />}
      done={() => <h2>{words.say('remove.done')}</h2>}
    />
  )
}

function ReasonForm({ onReason }: { onReason: (reason: string) => void }) {
  const words = useWords()
  const form = useForm('remove', { reason: '' })
  const read = () =>
    readFields<{ reason: string }>(form.fields, { reason: { schema: reasonText, fault: 'fault.reason' } })
  return (
    <form noValidate onSubmit={form.submit(read, ({ reason }) => onReason(reason))}>
      <TextField {...form.bind('reason')} label={words.say('fact.reason')} hint={words.say('reason.hint')} />
      <FaultCount faults={form.faults} />
      <button type="submit" class="primary">
        {words.say('form.next')}
      </button>
    </form>
  )
}
