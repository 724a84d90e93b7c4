import { useState } from 'preact/hooks'
import * as z from 'zod'
import { proofPath, proofRecord, proofRecordName, type ProofDocument } from '#schemas/domain-proof.ts'
import type { OutputOf } from '#schemas/operations/operation.ts'
import { domainName, type DomainProof } from '#schemas/organisation.ts'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { FaultCount } from '../forms/fault-count.tsx'
import { readFields, useForm } from '../forms/form-state.ts'
import { Failure } from '../page/failure.tsx'
import { Heading } from '../page/heading.tsx'
import { registry, type PageOperations } from '../page/registry.ts'

type OrganisationWithKeys = OutputOf<PageOperations['get-organisation']>

interface Proof {
  readonly domain: string
  readonly method: DomainProof['method']
}

type Stage =
  | { readonly at: 'form' }
  | { readonly at: 'looking' }
  | { readonly at: 'failed'; readonly error: unknown }
  | { readonly at: 'done' }

/** Has the registry look for the proof that the organisation controls a domain. Nothing is signed: what is found counts. */
export function ProveDomain({ organisation, base }: { organisation: OrganisationWithKeys; base: string }) {
  const words = useWords()
  const { id } = organisation
  const [stage, setStage] = useState<Stage>({ at: 'form' })
  const form = useForm('domain', { domain: '', method: 'DNS_TXT' })
  const look = (proof: Proof) => {
    if (stage.at === 'looking') return
    setStage({ at: 'looking' })
    registry.call('prove-domain', { organisation: id, body: proof }).then(
      () => setStage({ at: 'done' }),
      (error: unknown) => setStage({ at: 'failed', error }),
    )
  }
  const read = () =>
    readFields<Proof>(form.fields, {
      domain: { schema: domainName, fault: 'fault.domain' },
      method: { schema: z.enum(['WELL_KNOWN', 'DNS_TXT']), fault: 'fault.domain' },
    })
  return (
    <>
      <Heading>{words.say('domain.title')}</Heading>
      <p>{words.say('domain.lead')}</p>
      <form noValidate onSubmit={form.submit(read, look)}>
        <TextField {...form.bind('domain')} label={words.say('domain.name')} hint={words.say('domain.name.hint')} />
        <ChoiceField
          {...form.bind('method')}
          label={words.say('domain.method')}
          choices={Object.entries(words.catalogue.proofs)}
        />
        <ProofToPublish organisation={organisation} fields={form.fields} />
        <FaultCount faults={form.faults} />
        <button type="submit" class="primary" aria-disabled={stage.at === 'looking'}>
          {words.say('domain.look')}
        </button>
      </form>
      <p role="status">
        {stage.at === 'looking' && words.say('domain.looking')}
        {stage.at === 'done' && words.say('domain.done')}
      </p>
      {stage.at === 'failed' && <Failure error={stage.error} />}
      <p>
        <a href={`#${base}`}>{words.say('organisation.onward')}</a>
      </p>
    </>
  )
}

interface ProofProps {
  readonly organisation: OrganisationWithKeys
  readonly fields: { readonly domain: string; readonly method: string }
}

/** What has to stand where, before the registry looks. */
function ProofToPublish({ organisation: { id, keys }, fields }: ProofProps) {
  const words = useWords()
  const domain = fields.domain.trim() || 'example.org'
  const byRecord = fields.method === 'DNS_TXT'
  const document: ProofDocument = {
    registry: location.origin,
    organisation: id,
    keys: keys.filter(({ state }) => state === 'active').map(({ kid }) => kid),
  }
  return (
    <FactList>
      <Fact term={words.say(byRecord ? 'domain.publish.record' : 'domain.publish.document')}>
        <bdi class="code">{byRecord ? proofRecordName(domain) : `https://${domain}${proofPath}`}</bdi>
      </Fact>
      <Fact term={words.say('domain.publish.text')}>
        <bdi class="code">{byRecord ? proofRecord(location.origin, id) : JSON.stringify(document)}</bdi>
      </Fact>
    </FactList>
  )
}
