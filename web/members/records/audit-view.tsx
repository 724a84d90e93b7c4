import { Time } from '#web/controls/time.tsx'
import type { AuditEvent } from '#schemas/approval.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Heading } from '../page/heading.tsx'
import { PagesOfList } from '../page/pages-of-list.tsx'
import { registry } from '../page/registry.ts'

/** Who did and who read what, the newest first. */
export function AuditView({ id }: { id: string }) {
  const words = useWords()
  const load = async (cursor: string | undefined) => {
    const { events, next } = await registry.call('read-audit', { organisation: id, cursor })
    return { items: events, next }
  }
  return (
    <>
      <Heading>{words.say('audit.title')}</Heading>
      <p>{words.say('audit.lead')}</p>
      <PagesOfList of={[id]} load={load} none={words.say('audit.none')}>
        {(events) => (
          <ol class="rows">
            {events.map((event, index) => (
              <li key={`${event.at} ${index}`}>
                <AuditLine event={event} />
              </li>
            ))}
          </ol>
        )}
      </PagesOfList>
    </>
  )
}

function AuditLine({ event: { at, operation, actor, subject, outcome } }: { event: AuditEvent }) {
  const words = useWords()
  const { operations, outcomes } = words.catalogue
  return (
    <>
      <strong>
        {Object.hasOwn(operations, operation) ? operations[operation] : <bdi class="code">{operation}</bdi>}
      </strong>
      {': '}
      {outcomes[outcome]}
      <p class="quiet">
        <Time at={at} said={words.time(at)} />
        <br />
        {words.say('audit.by')}{' '}
        <bdi class="code">
          {actor.organisation}
          {actor.person !== undefined && ` ${actor.person}`}
        </bdi>
        <br />
        {words.say('audit.about')} <bdi class="code">{subject}</bdi>
      </p>
    </>
  )
}
