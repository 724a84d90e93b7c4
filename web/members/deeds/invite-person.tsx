import { useState } from 'preact/hooks'
import { sha256Base64url, toBase64url, toUtf8 } from '#domain/bytes.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Deed, Waiting } from '../acts/deed.tsx'
import type { ActOutput } from '../acts/send-act.ts'
import type { PersonView } from '../records/people-view.tsx'
import { InvitationLink } from './invitation-link.tsx'
import { PersonForm, type Invited } from './person-form.tsx'

interface InvitePersonProps {
  readonly id: string
  /** For a recovery: who lost its passkeys. */
  readonly person?: PersonView
  readonly session: SessionView
  readonly base: string
}

/** 256 bits as base64url: the registry is told their hash alone. */
const newSecret = () => toBase64url(crypto.getRandomValues(new Uint8Array(32)))

/** Invites somebody, or somebody who lost its passkeys once more, by a link that is shown once. */
export function InvitePerson({ id, person, session, base }: InvitePersonProps) {
  const words = useWords()
  const [secret] = useState(newSecret)
  const invite = async (invited: Invited, propose: (input: InviteInput) => void) =>
    propose({
      organisation: id,
      ...(person !== undefined && { person: person.id }),
      ...invited,
      invitation: await sha256Base64url(toUtf8(secret)),
    })
  return (
    <Deed
      name="invite-person"
      session={session}
      title={words.say(person === undefined ? 'invite.title' : 'recover.title')}
      lead={<p>{words.say(person === undefined ? 'invite.lead' : 'recover.lead')}</p>}
      onward={{ href: `#${base}people`, label: words.say('people.onward') }}
      form={(propose) => <PersonForm person={person} onPerson={(invited) => void invite(invited, propose)} />}
      done={(output) => <Invitation output={output} secret={secret} />}
    />
  )
}

type InviteInput = Invited & { organisation: string; person?: string; invitation: string }

function Invitation({ output, secret }: { output: ActOutput<'invite-person'>; secret: string }) {
  const words = useWords()
  const waiting = output.state === 'waiting'
  const page = waiting ? `${location.origin}/sign-in.html` : output.result.url
  return (
    <>
      {waiting ? <Waiting approval={output.approval} /> : <h2>{words.say('invite.done')}</h2>}
      {waiting && <p>{words.say('invite.waiting')}</p>}
      <InvitationLink link={`${page}#invitation=${secret}`} expiresAt={waiting ? undefined : output.result.expiresAt} />
    </>
  )
}
