import * as z from 'zod'
import {
  guardedRoles,
  organisation as organisationShape,
  organisationStates,
  type Organisation,
} from '#schemas/organisation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { Deed, Waiting } from '../acts/deed.tsx'
import type { ActInput } from '../acts/prepare-act.ts'
import { FaultCount } from '../forms/fault-count.tsx'
import { rowsOf } from '../forms/field-schemas.ts'
import { readFields, useForm, type Read } from '../forms/form-state.ts'
import {
  OrganisationFields,
  nativeNameIsWrong,
  nativeNameOf,
  organisationRules,
  type OrganisationRead,
} from './organisation-fields.tsx'
import { reasonText } from './reason.ts'

type Change = ActInput<'change-organisation'>['change']

interface ChangeRead extends OrganisationRead {
  readonly state: Organisation['state']
  readonly keyDelay?: number | undefined
  readonly reason: string
}

interface ChangeOrganisationProps {
  readonly organisation: Organisation
  readonly session: SessionView
  readonly base: string
}

/** Changes what an organisation is called, may do, or whether it may do anything. */
export function ChangeOrganisation({ organisation, session, base }: ChangeOrganisationProps) {
  const words = useWords()
  const { id, version } = organisation
  return (
    <Deed
      name="change-organisation"
      session={session}
      title={words.say('change.title')}
      lead={
        <p>
          <bdi>{organisation.name}</bdi>
        </p>
      }
      before={organisation}
      onward={{ href: `#${base}`, label: words.say('organisation.onward') }}
      form={(propose) => (
        <ChangeForm
          before={organisation}
          onChange={(change, reason) => propose({ organisation: id, version, change, reason })}
        />
      )}
      done={(output) =>
        output.state === 'waiting' ? <Waiting approval={output.approval} /> : <h2>{words.say('change.done')}</h2>
      }
    />
  )
}

interface FormProps {
  readonly before: Organisation
  readonly onChange: (change: Change, reason: string) => void
}

/** Seconds in the hours in which a delay is told. */
const hour = 3600

const fieldsOf = ({ name, nativeName, identifiers, roles, state, keyDelay }: Organisation) => ({
  name,
  nativeText: nativeName?.text ?? '',
  nativeScript: nativeName?.script ?? '',
  identifiers: rowsOf(identifiers),
  roles: roles.join(' '),
  state: state as string,
  keyDelay: keyDelay === undefined ? '' : String(keyDelay / hour),
  reason: '',
})

const hours = z
  .string()
  .regex(/^\d{1,3}(\.\d)?$/)
  .transform((typed) => Math.round(Number(typed) * hour))
  .pipe(organisationShape.shape.keyDelay.unwrap())

function ChangeForm({ before, onChange }: FormProps) {
  const words = useWords()
  const form = useForm('change', fieldsOf(before))
  const guarded = guardedRoles.some(
    (role) => form.fields.roles.split(' ').includes(role) && !before.roles.includes(role),
  )
  const use = (read: ChangeRead) => onChange(changeOf(before, read), read.reason)
  return (
    <form noValidate onSubmit={form.submit(() => readChange(form.fields, before), use)}>
      <OrganisationFields form={form} />
      {guarded && <p class="notice">{words.say('change.guarded')}</p>}
      <ChoiceField
        {...form.bind('state')}
        label={words.say('fact.state')}
        choices={organisationStates.map((state) => [state, words.catalogue.states[state]] as const)}
      />
      <TextField
        {...form.bind('keyDelay')}
        numeric
        label={words.say('change.key-delay')}
        hint={words.say('change.key-delay.hint')}
      />
      <TextField {...form.bind('reason')} label={words.say('fact.reason')} hint={words.say('reason.hint')} />
      <FaultCount faults={form.faults} />
      <button type="submit" class="primary">
        {words.say('form.next')}
      </button>
    </form>
  )
}

function readChange(fields: ReturnType<typeof fieldsOf>, before: Organisation): Read<ChangeRead> {
  const read = readFields<ChangeRead>(fields, {
    ...organisationRules,
    state: { schema: z.enum(organisationStates), fault: 'fault.state' },
    keyDelay: { schema: hours, fault: 'fault.key-delay', optional: true },
    reason: { schema: reasonText, fault: 'fault.reason' },
  })
  if ('faults' in read) return read
  if (!keepsNativeName(before, read.values) && nativeNameIsWrong(read.values))
    return { faults: { nativeText: 'fault.native-name' } }
  return Object.keys(changeOf(before, read.values)).length === 0 ? { faults: { name: 'fault.nothing-changed' } } : read
}

/** A name that was taken under earlier rules may stay. */
const keepsNativeName = ({ nativeName }: Organisation, { nativeText, nativeScript }: OrganisationRead) =>
  nativeName?.text === nativeText && nativeName?.script === nativeScript

/** Only what is other than before: what is signed says no more than what changes. */
function changeOf(before: Organisation, read: ChangeRead): Change {
  const next: Change = {
    name: read.name,
    nativeName: keepsNativeName(before, read) ? before.nativeName : (nativeNameOf(read) ?? null),
    identifiers: read.identifiers,
    roles: read.roles,
    keyDelay: read.keyDelay ?? null,
    state: read.state,
  }
  const had: Change = { identifiers: [], keyDelay: null, ...before }
  const names = Object.keys(next) as (keyof Change)[]
  const roleSet = (roles: readonly string[] = []) => JSON.stringify(roles.toSorted())
  const changed = names.filter((name) =>
    name === 'roles'
      ? roleSet(next.roles) !== roleSet(had.roles)
      : JSON.stringify(next[name]) !== JSON.stringify(had[name]),
  )
  return Object.fromEntries(changed.map((name) => [name, next[name]]))
}
