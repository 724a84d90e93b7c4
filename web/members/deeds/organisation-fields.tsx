import { organisationRole, type OrganisationRole } from '#schemas/organisation.ts'
import { memberOperations } from '#schemas/operations/members.ts'
import { TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { codesOf, identifiersOfRows, rowsOf } from '../forms/field-schemas.ts'
import type { FieldRules, FormState } from '../forms/form-state.ts'
import { IdentifierRows } from '../forms/identifier-rows.tsx'
import { Ticks } from '../forms/ticks.tsx'
import type { ActInput } from '../acts/prepare-act.ts'

type Facts = ActInput<'register-organisation'>['organisation']

export interface OrganisationRead {
  readonly name: string
  readonly nativeText?: string | undefined
  readonly nativeScript?: string | undefined
  readonly identifiers: NonNullable<Facts['identifiers']>
  readonly roles: OrganisationRole[]
}

export const emptyOrganisation = { name: '', nativeText: '', nativeScript: '', identifiers: rowsOf(), roles: '' }

const facts = memberOperations['register-organisation'].act.shape.organisation.shape
const native = facts.nativeName.unwrap()

export const organisationRules = {
  name: { schema: facts.name, fault: 'fault.name' },
  nativeText: { schema: native.shape.text, fault: 'fault.native-name', optional: true },
  nativeScript: { schema: native.shape.script, fault: 'fault.script', optional: true },
  identifiers: { schema: identifiersOfRows, fault: 'fault.identifiers' },
  roles: { schema: codesOf(organisationRole, 1), fault: 'fault.roles' },
} as const satisfies FieldRules<OrganisationRead>

/** The name in another script, if both halves of it are there and fit each other. */
export function nativeNameOf({ nativeText, nativeScript }: OrganisationRead) {
  const read = native.safeParse({ text: nativeText, script: nativeScript })
  return read.success ? read.data : undefined
}

/** Whether only one half was given, or a script that the name is not in. */
export const nativeNameIsWrong = (read: OrganisationRead) =>
  (read.nativeText !== undefined || read.nativeScript !== undefined) && nativeNameOf(read) === undefined

/** Names, numbers in registers and roles. */
export function OrganisationFields({ form }: { form: Pick<FormState<typeof emptyOrganisation>, 'bind'> }) {
  const words = useWords()
  const { bind } = form
  const roles = Object.entries(words.catalogue.roles) as [OrganisationRole, string][]
  const { id, value, onValue, fault } = bind('roles')
  return (
    <>
      <TextField {...bind('name')} label={words.say('fact.name')} hint={words.say('register.name.hint')} />
      <TextField
        {...bind('nativeText')}
        label={words.say('fact.native-name')}
        hint={words.say('register.native.hint')}
      />
      <TextField
        {...bind('nativeScript')}
        label={words.say('register.script')}
        hint={words.say('register.script.hint')}
      />
      <IdentifierRows {...bind('identifiers')} />
      <Ticks
        id={id}
        value={value}
        onValue={onValue}
        fault={fault}
        legend={words.say('fact.roles')}
        hint={words.say('register.roles.hint')}
        choices={roles}
      />
    </>
  )
}
