import type { OutputOf } from '#schemas/operations/operation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { Loaded } from '../page/loaded.tsx'
import { registry, type PageOperations } from '../page/registry.ts'
import { mayDo } from '../page/rights.ts'
import { IdentityList } from './identity-list.tsx'
import { OrganisationFacts } from './organisation-facts.tsx'

interface OrganisationViewProps {
  readonly id: string
  readonly session: SessionView
  /** What stands before the places of this organisation in an address. */
  readonly base: string
}

/** An organisation: its names, roles and state, who vouched for it, and the domains that it proved. */
export function OrganisationView({ id, session, base }: OrganisationViewProps) {
  return (
    <Loaded of={[id]} load={() => registry.call('get-organisation', { organisation: id })}>
      {(organisation) => <OrganisationParts organisation={organisation} session={session} base={base} />}
    </Loaded>
  )
}

interface PartsProps extends Omit<OrganisationViewProps, 'id'> {
  readonly organisation: OutputOf<PageOperations['get-organisation']>
}

function OrganisationParts({ organisation, session, base }: PartsProps) {
  const words = useWords()
  const { domains = [] } = organisation
  return (
    <>
      <Heading>
        <bdi>{organisation.name}</bdi>
      </Heading>
      <section class="card">
        <OrganisationFacts organisation={organisation} />
        {mayDo(session, 'change-organisation', organisation.id) && (
          <a class="button" href={`#${base}change`}>
            {words.say('organisation.change')}
          </a>
        )}
      </section>
      <section class="card" aria-labelledby="identity">
        <h2 id="identity">{words.say('identity.title')}</h2>
        <IdentityList identity={organisation.identity} />
        {mayDo(session, 'vouch-identity', organisation.id) && (
          <a class="button" href={`#${base}vouch`}>
            {words.say('identity.vouch')}
          </a>
        )}
      </section>
      <section class="card" aria-labelledby="domains">
        <h2 id="domains">{words.say('domains.title')}</h2>
        {domains.length === 0 && <p>{words.say('domains.none')}</p>}
        <ul class="rows">
          {domains.map(({ domain, method, provedAt }) => (
            <li key={domain}>
              <bdi>{domain}</bdi>
              <p class="quiet">
                {words.say('domains.proved', { method: words.catalogue.proofs[method], time: words.time(provedAt) })}
              </p>
            </li>
          ))}
        </ul>
        {mayDo(session, 'prove-domain', organisation.id) && (
          <a class="button" href={`#${base}domain`}>
            {words.say('domains.prove')}
          </a>
        )}
      </section>
    </>
  )
}
