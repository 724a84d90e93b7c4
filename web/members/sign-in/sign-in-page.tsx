import { useEffect, useState } from 'preact/hooks'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Failure } from '../page/failure.tsx'
import { Frame } from '../page/frame.tsx'
import { Heading } from '../page/heading.tsx'
import { findSession, signOut } from '../page/member-page.tsx'
import { homeOf } from './home-of.ts'
import { DamagedInvitation, InvitationView } from './invitation-view.tsx'
import { SignInView } from './sign-in-view.tsx'
import { takeInvitation, type TakenInvitation } from './take-invitation.ts'

/** Sign-in, or an invitation to a first passkey. */
export function SignInPage({ invitation: first }: { invitation: TakenInvitation }) {
  const [invitation, setInvitation] = useState(first)
  // A link opened in the tab that is here already changes only what stands behind `#`.
  useEffect(() => {
    const take = () => {
      const taken = takeInvitation()
      if (taken !== undefined) setInvitation(taken)
    }
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])
  if (invitation === 'damaged')
    return (
      <Frame>
        <DamagedInvitation />
      </Frame>
    )
  if (invitation !== undefined)
    return (
      <Frame>
        <InvitationView key={invitation.secret} secret={invitation.secret} />
      </Frame>
    )
  return <WithoutInvitation />
}

function WithoutInvitation() {
  const [session, setSession] = useState<SessionView>()
  const [error, setError] = useState<unknown>()
  // Who is not signed in need not wait for the answer; a registry that is not reached says so at the button.
  useEffect(() => {
    findSession().then(setSession, () => undefined)
  }, [])
  if (session === undefined)
    return (
      <Frame>
        <SignInView />
      </Frame>
    )
  return (
    <Frame session={session} onSignOut={() => void signOut().catch(setError)}>
      {error !== undefined && <Failure error={error} />}
      <SignedIn session={session} />
    </Frame>
  )
}

function SignedIn({ session }: { session: SessionView }) {
  const words = useWords()
  return (
    <>
      <Heading>{words.say('signed-in.title')}</Heading>
      <div class="actions">
        <a class="button primary" href={homeOf(session)}>
          {words.say('signed-in.go-on')}
        </a>
        {homeOf(session) !== '/organisation.html' && (
          <a class="button" href="/organisation.html">
            {words.say('signed-in.organisation')}
          </a>
        )}
      </div>
    </>
  )
}
