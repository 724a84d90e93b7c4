import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import type { MemberWords } from '#web/words/members-en.ts'
import { DecideApproval } from '../deeds/decide-approval.tsx'
import type { MenuEntry } from '../page/frame.tsx'
import { MemberPage, type Renew } from '../page/member-page.tsx'
import { mayDo } from '../page/rights.ts'
import { ApprovalsView } from '../records/approvals-view.tsx'
import { AuditView } from '../records/audit-view.tsx'
import { PlacesOfOrganisation } from '../records/places-of-organisation.tsx'

/** A person's own organisation: what the registry knows of it, its keys and its people. */
export function OrganisationPage() {
  const words = useWords()
  return (
    <MemberPage menu={(session, route) => menuOf(words, session, route)}>
      {(session, route, renew) => <Place session={session} route={route} renew={renew} />}
    </MemberPage>
  )
}

function menuOf(words: MemberWords, session: SessionView, [first]: readonly string[]): MenuEntry[] {
  const { id, roles } = session.organisation
  const entry = (href: string, label: string, current: boolean) => ({ href, label, current })
  return [
    entry('#', words.say('menu.organisation'), first === undefined || ['change', 'vouch', 'domain'].includes(first)),
    entry('#keys', words.say('menu.keys'), first === 'keys'),
    entry('#people', words.say('menu.people'), first === 'people'),
    ...(mayDo(session, 'list-approvals', id)
      ? [entry('#approvals', words.say('menu.approvals'), first === 'approvals')]
      : []),
    ...(mayDo(session, 'read-audit', id) ? [entry('#audit', words.say('menu.audit'), first === 'audit')] : []),
    ...(roles.includes('operator') ? [entry('/operator.html', words.say('menu.operator'), false)] : []),
  ]
}

interface PlaceProps {
  readonly session: SessionView
  readonly route: readonly string[]
  readonly renew: Renew
}

function Place({ session, route, renew }: PlaceProps) {
  const { id } = session.organisation
  const [first, second] = route
  if (first === 'approvals' && second === undefined) return <ApprovalsView organisation={id} />
  if (first === 'approvals') return <DecideApproval id={second!} session={session} organisation={id} />
  if (first === 'audit') return <AuditView id={id} />
  return <PlacesOfOrganisation id={id} session={session} base="" place={route} renew={renew} />
}
