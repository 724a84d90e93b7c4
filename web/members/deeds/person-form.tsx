import * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import { duty, type Duty } from '#schemas/person.ts'
import { mandate, type SignatoryPerson } from '#schemas/certificate.ts'
import { text } from '#schemas/text.ts'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { FaultCount } from '../forms/fault-count.tsx'
import { codesOf } from '../forms/field-schemas.ts'
import { readFields, useForm } from '../forms/form-state.ts'
import { Ticks } from '../forms/ticks.tsx'
import type { PersonView } from '../records/people-view.tsx'

export interface Invited {
  readonly name: string
  readonly title: string
  readonly mandate: SignatoryPerson['mandate']
  readonly duties: Duty[]
}

interface PersonFields {
  readonly name: string
  readonly title: string
  readonly mandate: SignatoryPerson['mandate']['kind']
  readonly document?: string | undefined
  readonly duties: Duty[]
}

interface PersonFormProps {
  readonly person: PersonView | undefined
  readonly onPerson: (invited: Invited) => void
}

const fieldsOf = (person: PersonView | undefined) => ({
  name: person?.name ?? '',
  title: person?.title ?? '',
  mandate: person?.mandate.kind ?? '',
  document: person?.mandate.document ?? '',
  duties: person?.duties.join(' ') ?? '',
})

/** Who is invited, by what right it signs, and what it may do. */
export function PersonForm({ person, onPerson }: PersonFormProps) {
  const words = useWords()
  const form = useForm('person', fieldsOf(person))
  const { mandates, duties } = words.catalogue
  const read = () =>
    readFields<PersonFields>(form.fields, {
      name: { schema: text(140), fault: 'fault.person.name' },
      title: { schema: text(70), fault: 'fault.person.title' },
      mandate: { schema: z.enum(mandate.shape.kind.options), fault: 'fault.mandate' },
      document: { schema: digest, fault: 'fault.document', optional: true },
      duties: { schema: codesOf(duty, 0), fault: 'fault.duties' },
    })
  const use = ({ name, title, mandate: kind, document, duties }: PersonFields) =>
    onPerson({ name, title, mandate: { kind, ...(document !== undefined && { document }) }, duties })
  return (
    <form noValidate onSubmit={form.submit(read, use)}>
      <TextField {...form.bind('name')} label={words.say('fact.person.name')} hint={words.say('person.name.hint')} />
      <TextField {...form.bind('title')} label={words.say('fact.person.title')} hint={words.say('person.title.hint')} />
      <ChoiceField
        {...form.bind('mandate')}
        label={words.say('fact.mandate')}
        hint={words.say('person.mandate.hint')}
        choices={[['', words.say('form.choose')], ...Object.entries(mandates)]}
      />
      <TextField
        {...form.bind('document')}
        label={words.say('person.document')}
        hint={words.say('person.document.hint')}
      />
      <Ticks
        {...form.bind('duties')}
        legend={words.say('fact.duties')}
        hint={words.say('person.duties.hint')}
        choices={[
          ['signatory', duties.signatory],
          ['administrator', duties.administrator],
        ]}
      />
      <FaultCount faults={form.faults} />
      <button type="submit" class="primary">
        {words.say('form.next')}
      </button>
    </form>
  )
}
