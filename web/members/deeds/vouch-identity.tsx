import type { Organisation } from '#schemas/organisation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { useWords } from '#web/words/member-words.tsx'
import { Deed } from '../acts/deed.tsx'
import { FaultCount } from '../forms/fault-count.tsx'
import { readFields, useForm } from '../forms/form-state.ts'
import { EvidenceFields, emptyEvidence, evidenceOf, evidenceRules, type EvidenceRead } from './evidence-fields.tsx'

interface VouchProps {
  readonly organisation: Organisation
  readonly session: SessionView
  readonly base: string
}

/** Records who an organisation was found to be. Nothing is taken back; a later finding stands beside it. */
export function VouchIdentity({ organisation, session, base }: VouchProps) {
  const words = useWords()
  return (
    <Deed
      name="vouch-identity"
      session={session}
      title={words.say('vouch.title')}
      lead={
        <>
          <p>
            <bdi>{organisation.name}</bdi>
          </p>
          <p>{words.say('vouch.lead')}</p>
        </>
      }
      onward={{ href: `#${base}`, label: words.say('organisation.onward') }}
      form={(propose) => (
        <VouchForm onEvidence={(read) => propose({ organisation: organisation.id, evidence: evidenceOf(read) })} />
      )}
      done={() => <h2>{words.say('vouch.done')}</h2>}
    />
  )
}

function VouchForm({ onEvidence }: { onEvidence: (read: EvidenceRead) => void }) {
  const words = useWords()
  const form = useForm('vouch', emptyEvidence)
  return (
    <form noValidate onSubmit={form.submit(() => readFields<EvidenceRead>(form.fields, evidenceRules), onEvidence)}>
      <EvidenceFields form={form} />
      <FaultCount faults={form.faults} />
      <button type="submit" class="primary">
        {words.say('form.next')}
      </button>
    </form>
  )
}
