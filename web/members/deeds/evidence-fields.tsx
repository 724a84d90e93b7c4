import * as z from 'zod'
import { digest } from '#schemas/certificate.ts'
import { identityEvidence, identityMethods, type IdentityEvidence } from '#schemas/organisation.ts'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import type { FieldRules, FormState } from '../forms/form-state.ts'

export interface EvidenceRead {
  readonly method: IdentityEvidence['method']
  readonly source: string
  readonly document?: string | undefined
}

export const emptyEvidence = { method: '', source: '', document: '' }

export const evidenceRules = {
  method: { schema: z.enum(identityMethods), fault: 'fault.method' },
  source: { schema: identityEvidence.shape.source, fault: 'fault.source' },
  document: { schema: digest, fault: 'fault.document', optional: true },
} as const satisfies FieldRules<EvidenceRead>

export const evidenceOf = ({ method, source, document }: EvidenceRead) => ({
  method,
  source,
  ...(document !== undefined && { document }),
})

/** On what evidence somebody was found to be who it says. */
export function EvidenceFields({ form }: { form: Pick<FormState<typeof emptyEvidence>, 'bind'> }) {
  const words = useWords()
  return (
    <>
      <ChoiceField
        {...form.bind('method')}
        label={words.say('fact.evidence.method')}
        choices={[['', words.say('form.choose')], ...Object.entries(words.catalogue.methods)]}
      />
      <TextField
        {...form.bind('source')}
        label={words.say('fact.evidence.source')}
        hint={words.say('evidence.source.hint')}
      />
      <TextField
        {...form.bind('document')}
        label={words.say('evidence.document')}
        hint={words.say('evidence.document.hint')}
      />
    </>
  )
}
