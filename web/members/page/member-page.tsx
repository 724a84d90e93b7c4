import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { RegistryRefusal } from '#client/operation-client.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Failure } from './failure.tsx'
import { Frame, type MenuEntry } from './frame.tsx'
import { Heading } from './heading.tsx'
import { callAs, registry } from './registry.ts'
import { rememberPlace } from './return-place.ts'
import { useRoute } from './route.ts'

/** Who is signed in, or undefined for nobody. Throws RegistryRefusal or RegistryUnreachable. */
export async function findSession(): Promise<SessionView | undefined> {
  try {
    const session = await registry.call('get-session', {})
    callAs(session)
    return session
  } catch (error) {
    if (!(error instanceof RegistryRefusal) || error.problem.status !== 401) throw error
    return undefined
  }
}

/** Ends the session here and at the registry. Throws RegistryRefusal or RegistryUnreachable. */
export async function signOut(): Promise<void> {
  try {
    await registry.call('end-session', { body: {} })
  } catch (error) {
    // Who is not signed in any more is signed out.
    if (!(error instanceof RegistryRefusal) || error.problem.status !== 401) throw error
  }
  location.assign('/sign-in.html')
}

/** Takes the session that follows this one, as after another passkey was registered. */
export type Renew = (session: SessionView) => void

interface MemberPageProps {
  readonly menu: (session: SessionView, route: readonly string[]) => readonly MenuEntry[]
  readonly children: (session: SessionView, route: readonly string[], renew: Renew) => ComponentChildren
}

type Stage =
  | { readonly at: 'asking' }
  | { readonly at: 'nobody' }
  | { readonly at: 'failed'; readonly error: unknown }
  | { readonly at: 'here'; readonly session: SessionView }

/** A page for who is signed in; others are told so, and come back here after they have signed in. */
export function MemberPage({ menu, children }: MemberPageProps) {
  const words = useWords()
  const route = useRoute()
  const [stage, setStage] = useState<Stage>({ at: 'asking' })
  const failed = (error: unknown) => setStage({ at: 'failed', error })
  const ask = () => {
    setStage({ at: 'asking' })
    findSession().then(
      (session) => setStage(session === undefined ? { at: 'nobody' } : { at: 'here', session }),
      failed,
    )
  }
  useEffect(ask, [])
  if (stage.at === 'here')
    return (
      <Frame session={stage.session} menu={menu(stage.session, route)} onSignOut={() => void signOut().catch(failed)}>
        {/* Another view is another page for who reads it: nothing of the one before stays. */}
        <div key={route.join('/')}>
          {children(stage.session, route, (session) => setStage({ at: 'here', session }))}
        </div>
      </Frame>
    )
  return (
    <Frame>
      {stage.at === 'asking' && <p role="status">{words.say('page.loading')}</p>}
      {stage.at === 'failed' && <Failure error={stage.error} onRetry={ask} />}
      {stage.at === 'nobody' && <SignInNeeded />}
    </Frame>
  )
}

function SignInNeeded() {
  const words = useWords()
  return (
    <>
      <Heading>{words.say('signed-out.title')}</Heading>
      <p>{words.say('signed-out.lead')}</p>
      <a class="button primary" href="/sign-in.html" onClick={rememberPlace}>
        {words.say('signed-out.sign-in')}
      </a>
    </>
  )
}
