import { organisation, type Organisation } from '#schemas/organisation.ts'
import type { PublicJwk } from '#schemas/keys.ts'
import { organisationId } from '#schemas/certificate.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { secondsNow } from '#web/page/seconds-now.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Deed, Waiting } from '../acts/deed.tsx'
import type { ActInput } from '../acts/prepare-act.ts'
import { FaultCount } from '../forms/fault-count.tsx'
import { readFields, useForm, type Read } from '../forms/form-state.ts'
import { EvidenceFields, emptyEvidence, evidenceOf, evidenceRules, type EvidenceRead } from './evidence-fields.tsx'
import { jwkText } from './jwk-text.ts'
import {
  OrganisationFields,
  emptyOrganisation,
  nativeNameIsWrong,
  nativeNameOf,
  organisationRules,
  type OrganisationRead,
} from './organisation-fields.tsx'

type RegisterInput = ActInput<'register-organisation'>

interface RegisterRead extends OrganisationRead, EvidenceRead {
  readonly id: string
  readonly country: string
  readonly jwk?: PublicJwk | undefined
}

const empty = { id: '', country: '', ...emptyOrganisation, ...emptyEvidence, jwk: '' }

/** Two years: the registry takes three at most. */
const firstKeyFor = 2 * 365 * 86_400

/** Lets an organisation act here, on evidence of who it is. */
export function RegisterOrganisation({ session }: { session: SessionView }) {
  const words = useWords()
  return (
    <Deed
      name="register-organisation"
      session={session}
      title={words.say('register.title')}
      lead={<p>{words.say('register.lead')}</p>}
      onward={{ href: '#organisations', label: words.say('organisations.onward') }}
      form={(propose) => <RegisterForm onOrganisation={propose} />}
      done={(output) =>
        output.state === 'waiting' ? (
          <Waiting approval={output.approval} />
        ) : (
          <Registered organisation={output.result} />
        )
      }
    />
  )
}

function Registered({ organisation: { id, name } }: { organisation: Organisation }) {
  const words = useWords()
  return (
    <>
      <h2>{words.say('register.done')}</h2>
      <p>
        <bdi>{name}</bdi>
      </p>
      <p>
        <a class="button primary" href={`#organisations/${id}/people/invite`}>
          {words.say('register.invite')}
        </a>
      </p>
    </>
  )
}

function RegisterForm({ onOrganisation }: { onOrganisation: (input: RegisterInput) => void }) {
  const words = useWords()
  const form = useForm('register', empty)
  return (
    <form
      noValidate
      onSubmit={form.submit(
        () => readRegister(form.fields),
        (read) => onOrganisation(inputOf(read)),
      )}
    >
      <OrganisationFields form={form} />
      <ChoiceField
        {...form.bind('country')}
        label={words.say('fact.country')}
        choices={[['', words.say('form.choose')], ...words.countries]}
      />
      <TextField {...form.bind('id')} label={words.say('fact.organisation')} hint={words.say('register.id.hint')} />
      <fieldset>
        <legend>{words.say('identity.title')}</legend>
        <EvidenceFields form={form} />
      </fieldset>
      <details>
        <summary>{words.say('register.key')}</summary>
        <TextField
          {...form.bind('jwk')}
          rows={6}
          label={words.say('key.paste')}
          hint={words.say('register.key.hint')}
        />
      </details>
      <FaultCount faults={form.faults} />
      <button type="submit" class="primary">
        {words.say('form.next')}
      </button>
    </form>
  )
}

function readRegister(fields: typeof empty): Read<RegisterRead> {
  const read = readFields<RegisterRead>(fields, {
    ...organisationRules,
    country: { schema: organisation.shape.country, fault: 'fault.country' },
    id: { schema: organisationId, fault: 'fault.id' },
    ...evidenceRules,
    jwk: { schema: jwkText, fault: 'fault.jwk', optional: true },
  })
  if ('values' in read && nativeNameIsWrong(read.values)) return { faults: { nativeText: 'fault.native-name' } }
  return read
}

function inputOf(read: RegisterRead): RegisterInput {
  const { id, name, identifiers, country, roles, jwk } = read
  const nativeName = nativeNameOf(read)
  return {
    organisation: {
      id,
      name,
      ...(nativeName !== undefined && { nativeName }),
      ...(identifiers.length > 0 && { identifiers }),
      country,
      roles,
    },
    identity: evidenceOf(read),
    ...(jwk !== undefined && { key: { jwk, notAfter: secondsNow() + firstKeyFor } }),
  }
}
