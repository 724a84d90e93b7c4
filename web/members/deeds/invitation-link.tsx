import { useState } from 'preact/hooks'
import { useWords } from '#web/words/member-words.tsx'

/** The link of an invitation, shown once, and how to hand it over. */
export function InvitationLink({ link, expiresAt }: { link: string; expiresAt: number | undefined }) {
  const words = useWords()
  const [copied, setCopied] = useState<'yes' | 'no'>()
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  return (
    <>
      <p>{words.say('link.once')}</p>
      <label for="invitation-link">{words.say('link.label')}</label>
      <textarea
        id="invitation-link"
        class="code"
        rows={3}
        readOnly
        value={link}
        spellcheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="actions">
        <button type="button" class="primary" onClick={() => void copy()}>
          {words.say('link.copy')}
        </button>
      </div>
      <p role="status">{copied !== undefined && words.say(copied === 'yes' ? 'link.copied' : 'link.not-copied')}</p>
      {expiresAt !== undefined && <p>{words.say('link.expires', { time: words.time(expiresAt) })}</p>}
      <h3>{words.say('link.safely')}</h3>
      <ul>
        <li>{words.say('link.safely.channel')}</li>
        <li>{words.say('link.safely.person')}</li>
        <li>{words.say('link.safely.wrong')}</li>
      </ul>
    </>
  )
}
