import { useState } from 'preact/hooks'
import type { Organisation, OrganisationRole } from '#schemas/organisation.ts'
import { ChoiceField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { PagesOfList } from '../page/pages-of-list.tsx'
import { registry } from '../page/registry.ts'

/** All organisations, by role and country. */
export function OrganisationsView() {
  const words = useWords()
  const [role, setRole] = useState('')
  const [country, setCountry] = useState('')
  const load = async (cursor: string | undefined) => {
    const { organisations, next } = await registry.call('list-organisations', {
      role: role === '' ? undefined : (role as OrganisationRole),
      country: country === '' ? undefined : country,
      cursor,
    })
    return { items: organisations, next }
  }
  const all = words.say('organisations.all')
  return (
    <>
      <Heading>{words.say('organisations.title')}</Heading>
      <div class="fields">
        <ChoiceField
          id="role"
          label={words.say('organisations.role')}
          value={role}
          onValue={setRole}
          choices={[['', all], ...Object.entries(words.catalogue.roles)]}
        />
        <ChoiceField
          id="country"
          label={words.say('fact.country')}
          value={country}
          onValue={setCountry}
          choices={[['', all], ...words.countries]}
        />
      </div>
      <PagesOfList of={[role, country]} load={load} none={words.say('organisations.none')}>
        {(organisations) => (
          <ul class="rows">
            {organisations.map((each) => (
              <li key={each.id}>
                <OrganisationRow organisation={each} />
              </li>
            ))}
          </ul>
        )}
      </PagesOfList>
    </>
  )
}

function OrganisationRow({ organisation: { id, name, country, roles, state } }: { organisation: Organisation }) {
  const words = useWords()
  return (
    <>
      <a class="row-link" href={`#organisations/${id}`}>
        <bdi>{name}</bdi>
      </a>
      <p class="quiet">
        <bdi>{words.country(country)}</bdi>
        <br />
        {words.list(roles.map((role) => words.catalogue.roles[role]))}
        {state !== 'active' && (
          <>
            <br />
            <strong>{words.catalogue.states[state]}</strong>
          </>
        )}
      </p>
    </>
  )
}
