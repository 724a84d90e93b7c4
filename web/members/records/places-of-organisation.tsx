import type { ComponentChildren } from 'preact'
import type { OutputOf } from '#schemas/operations/operation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { AddKey } from '../deeds/add-key.tsx'
import { ChangeOrganisation } from '../deeds/change-organisation.tsx'
import { EndKey } from '../deeds/end-key.tsx'
import { InvitePerson } from '../deeds/invite-person.tsx'
import { ProveDomain } from '../deeds/prove-domain.tsx'
import { RemovePerson } from '../deeds/remove-person.tsx'
import { VouchIdentity } from '../deeds/vouch-identity.tsx'
import { Heading } from '../page/heading.tsx'
import { Loaded } from '../page/loaded.tsx'
import type { Renew } from '../page/member-page.tsx'
import { registry, type PageOperations } from '../page/registry.ts'
import { AnotherPasskey } from '../passkeys/another-passkey.tsx'
import { KeysView } from './keys-view.tsx'
import { OrganisationView } from './organisation-view.tsx'
import { findPerson, PeopleView, type PersonView } from './people-view.tsx'

interface PlacesProps {
  readonly id: string
  readonly session: SessionView
  /** What stands before these places in an address, with a slash at its end; empty for the own organisation. */
  readonly base: string
  readonly place: readonly string[]
  readonly renew: Renew
}

/** Everything that is about one organisation, by the place in the address. */
export function PlacesOfOrganisation({ place, renew, ...shared }: PlacesProps) {
  const { id, base } = shared
  const [first, second, third] = place
  if (first === undefined) return <OrganisationView {...shared} />
  if (first === 'change' || first === 'vouch' || first === 'domain')
    return (
      <WithOrganisation id={id}>
        {(organisation) => {
          if (first === 'domain') return <ProveDomain organisation={organisation} base={base} />
          const View = first === 'change' ? ChangeOrganisation : VouchIdentity
          return <View {...shared} organisation={organisation} />
        }}
      </WithOrganisation>
    )
  if (first === 'keys' && second === undefined) return <KeysView {...shared} />
  if (first === 'keys' && second === 'add') return <AddKey {...shared} />
  if (first === 'keys' && third === 'end') return <EndKey {...shared} kid={second!} />
  if (first === 'people' && second === undefined) return <PeopleView {...shared} />
  if (first === 'people' && second === 'invite') return <InvitePerson {...shared} />
  if (first === 'people' && second === 'passkey') return <AnotherPasskey base={base} onSession={renew} />
  if (first === 'people' && (third === 'recover' || third === 'remove'))
    return (
      <WithPerson organisation={id} id={second!}>
        {(person) =>
          third === 'recover' ? (
            <InvitePerson {...shared} person={person} />
          ) : (
            <RemovePerson {...shared} person={person} />
          )
        }
      </WithPerson>
    )
  return <NothingHere />
}

/** An address that leads nowhere. */
export function NothingHere() {
  const words = useWords()
  return <Heading>{words.say('page.nothing')}</Heading>
}

interface WithOrganisationProps {
  readonly id: string
  readonly children: (organisation: OutputOf<PageOperations['get-organisation']>) => ComponentChildren
}

function WithOrganisation({ id, children }: WithOrganisationProps) {
  return (
    <Loaded of={[id]} load={() => registry.call('get-organisation', { organisation: id })}>
      {children}
    </Loaded>
  )
}

interface WithPersonProps {
  readonly organisation: string
  readonly id: string
  readonly children: (person: PersonView) => ComponentChildren
}

function WithPerson({ organisation, id, children }: WithPersonProps) {
  const words = useWords()
  return (
    <Loaded of={[organisation, id]} load={() => findPerson(organisation, id)}>
      {(person) => (person === undefined ? <Heading>{words.say('people.unknown')}</Heading> : children(person))}
    </Loaded>
  )
}
