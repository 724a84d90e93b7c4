import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import type { MemberWords } from '#web/words/members-en.ts'
import { DecideApproval } from '../deeds/decide-approval.tsx'
import { RegisterOrganisation } from '../deeds/register-organisation.tsx'
import type { MenuEntry } from '../page/frame.tsx'
import { Heading } from '../page/heading.tsx'
import { MemberPage, type Renew } from '../page/member-page.tsx'
import { mayDo } from '../page/rights.ts'
import { ApprovalsView } from '../records/approvals-view.tsx'
import { NothingHere, PlacesOfOrganisation } from '../records/places-of-organisation.tsx'
import { OrganisationMenu } from './organisation-menu.tsx'
import { OrganisationsView } from './organisations-view.tsx'

/** For who runs or supervises the registry: all organisations, and what waits for a second person. */
export function OperatorPage() {
  const words = useWords()
  return (
    <MemberPage menu={(session, route) => menuOf(words, session, route)}>
      {(session, route, renew) =>
        mayDo(session, 'list-organisations', '') ? (
          <Place session={session} route={route} renew={renew} />
        ) : (
          <NotForYou />
        )
      }
    </MemberPage>
  )
}

function menuOf(words: MemberWords, session: SessionView, [first]: readonly string[]): MenuEntry[] {
  const entry = (href: string, label: string, current: boolean) => ({ href, label, current })
  if (!mayDo(session, 'list-organisations', '')) return [entry('/organisation.html', words.say('menu.own'), false)]
  return [
    entry('#organisations', words.say('menu.organisations'), first === undefined || first === 'organisations'),
    ...(mayDo(session, 'register-organisation', '')
      ? [entry('#register', words.say('menu.register'), first === 'register')]
      : []),
    ...(mayDo(session, 'list-approvals', '')
      ? [entry('#approvals', words.say('menu.approvals'), first === 'approvals')]
      : []),
    entry('/organisation.html', words.say('menu.own'), false),
  ]
}

function NotForYou() {
  const words = useWords()
  return (
    <>
      <Heading>{words.say('operator.not-you')}</Heading>
      <p>{words.say('operator.not-you.do')}</p>
    </>
  )
}

interface PlaceProps {
  readonly session: SessionView
  readonly route: readonly string[]
  readonly renew: Renew
}

function Place({ session, route, renew }: PlaceProps) {
  const [first, second, ...rest] = route
  if (first === undefined || (first === 'organisations' && second === undefined)) return <OrganisationsView />
  if (first === 'organisations') {
    const base = `organisations/${second!}/`
    return (
      <>
        <OrganisationMenu base={base} place={rest} />
        <PlacesOfOrganisation id={second!} session={session} base={base} place={rest} renew={renew} />
      </>
    )
  }
  if (first === 'register') return <RegisterOrganisation session={session} />
  if (first === 'approvals' && second === undefined) return <ApprovalsView />
  if (first === 'approvals') return <DecideApproval id={second!} session={session} />
  return <NothingHere />
}
