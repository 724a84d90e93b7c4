import type { ComponentChildren } from 'preact'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'

/** One entry of a page's own menu. */
export interface MenuEntry {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

interface FrameProps {
  readonly session?: SessionView | undefined
  readonly menu?: readonly MenuEntry[]
  readonly onSignOut?: () => void
  readonly children: ComponentChildren
}

/** What surrounds every view: the way past the menu, who is signed in, the menu, and the address to look at. */
export function Frame({ session, menu = [], onSignOut, children }: FrameProps) {
  const words = useWords()
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        {words.say('frame.skip')}
      </a>
      <header class="frame-header">
        <p class="frame-name">{words.say('frame.name')}</p>
        {session !== undefined && (
          <div class="frame-person">
            <p>
              {words.say('frame.person')}{' '}
              <bdi>
                {session.person.name}, {session.organisation.name}
              </bdi>
            </p>
            <button type="button" onClick={onSignOut}>
              {words.say('frame.sign-out')}
            </button>
          </div>
        )}
        {menu.length > 0 && <Menu entries={menu} />}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <p>{words.say('frame.address', { origin: location.origin })}</p>
      </footer>
    </>
  )
}

function Menu({ entries }: { entries: readonly MenuEntry[] }) {
  const words = useWords()
  return (
    <nav aria-label={words.say('frame.menu')}>
      <ul class="menu">
        {entries.map(({ href, label, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** `#` tells where in the page a person is, so the link moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
