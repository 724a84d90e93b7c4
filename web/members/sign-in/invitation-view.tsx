import type { OutputOf } from '#schemas/operations/operation.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { Loaded } from '../page/loaded.tsx'
import { registry, type PageOperations } from '../page/registry.ts'
import { PasskeyForm } from '../passkeys/passkey-form.tsx'
import { goOn } from './home-of.ts'

/** Who is invited to what, before there is a passkey; then the passkey. */
export function InvitationView({ secret }: { secret: string }) {
  const words = useWords()
  return (
    <>
      <Heading>{words.say('invitation.title')}</Heading>
      <Loaded of={[secret]} load={() => registry.call('start-passkey', { body: { invitation: secret } })}>
        {({ invited }) => <Invited invited={invited} secret={secret} />}
      </Loaded>
    </>
  )
}

interface InvitedProps {
  readonly invited: OutputOf<PageOperations['start-passkey']>['invited']
  readonly secret: string
}

function Invited({ invited: { organisation, person }, secret }: InvitedProps) {
  const words = useWords()
  return (
    <>
      <section class="card">
        <FactList>
          <Fact term={words.say('invitation.person')}>
            <bdi>
              {person.name}, {person.title}
            </bdi>
          </Fact>
          <Fact term={words.say('invitation.organisation')}>
            <bdi>
              {organisation.name} ({organisation.id})
            </bdi>
          </Fact>
        </FactList>
        <p>{words.say('invitation.not-you')}</p>
      </section>
      <h2>{words.say('invitation.passkey')}</h2>
      <p>{words.say('passkey.what')}</p>
      <PasskeyForm invitation={secret} onSession={goOn} />
    </>
  )
}

/** A link that was cut off or changed on its way. */
export function DamagedInvitation() {
  const words = useWords()
  return (
    <>
      <Heading>{words.say('invitation.title')}</Heading>
      <p class="notice notice-bad" role="alert">
        {words.say('invitation.damaged')}
      </p>
    </>
  )
}
