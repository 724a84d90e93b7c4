import { Time } from '#web/controls/time.tsx'
import type { OrganisationKey } from '#schemas/keys.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { secondsNow } from '#web/page/seconds-now.ts'
import { useWords } from '#web/words/member-words.tsx'
import type { MemberMessageKey } from '#web/words/members-en.ts'
import { Heading } from '../page/heading.tsx'
import { Loaded } from '../page/loaded.tsx'
import { registry } from '../page/registry.ts'
import { mayDo } from '../page/rights.ts'

/** Keys of an organisation's machines, with the times in which each may sign. */
export function KeysView({ id, session, base }: { id: string; session: SessionView; base: string }) {
  const words = useWords()
  return (
    <>
      <Heading>{words.say('keys.title')}</Heading>
      <p>{words.say('keys.lead')}</p>
      {mayDo(session, 'add-key', id) && (
        <a class="button primary" href={`#${base}keys/add`}>
          {words.say('keys.add')}
        </a>
      )}
      <Loaded of={[id]} load={() => registry.call('get-organisation', { organisation: id })}>
        {({ keys }) =>
          keys.length === 0 ? (
            <p class="quiet">{words.say('keys.none')}</p>
          ) : (
            keys.map((key) => (
              <KeyCard
                key={key.kid}
                of={key}
                endAt={mayDo(session, 'end-key', id) ? `#${base}keys/${key.kid}/end` : undefined}
              />
            ))
          )
        }
      </Loaded>
    </>
  )
}

function KeyCard({ of, endAt }: { of: OrganisationKey; endAt: string | undefined }) {
  const words = useWords()
  const now = secondsNow()
  const wait = of.notBefore - now
  return (
    <article class="card" aria-labelledby={`key-${of.kid}`}>
      <p class="state">{words.say(stateOf(of, now))}</p>
      {wait > 0 && <p>{words.say('keys.wait', { duration: words.duration(wait) })}</p>}
      <FactList>
        <Fact term={words.say('fact.key')}>
          <bdi class="code" id={`key-${of.kid}`}>
            {of.kid}
          </bdi>
        </Fact>
        <Fact term={words.say('fact.key.from')}>
          <Time at={of.notBefore} said={words.time(of.notBefore)} />
        </Fact>
        <Fact term={words.say('fact.key.until')}>
          <Time at={of.notAfter} said={words.time(of.notAfter)} />
        </Fact>
        {of.compromisedSince !== undefined && (
          <Fact term={words.say('fact.compromised')}>
            <Time at={of.compromisedSince} said={words.time(of.compromisedSince)} />
          </Fact>
        )}
      </FactList>
      {of.state === 'active' && of.notAfter > now && endAt !== undefined && (
        <a class="button" href={endAt}>
          {words.say('keys.end')}
        </a>
      )}
    </article>
  )
}

function stateOf({ state, notBefore, notAfter }: OrganisationKey, now: number): MemberMessageKey {
  if (state !== 'active') return `keys.state.${state}`
  if (notBefore > now) return 'keys.state.waiting'
  return notAfter <= now ? 'keys.state.over' : 'keys.state.active'
}
