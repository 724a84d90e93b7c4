import { useEffect, useRef, useState } from 'preact/hooks'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import type { Shipment } from '#schemas/shipment.ts'
import type { VerdictReport } from '#schemas/verdict.ts'
import { verify } from '#domain/verification/verify.ts'
import { useWords } from '#web/words/words.tsx'
import { CompareForm } from '../compare/compare-form.tsx'
import { emptyFields } from '../compare/shipment-form.ts'
import { secondsNow, useNow } from '#web/page/seconds-now.ts'
import { ChecksList } from './checks-list.tsx'
import { FitNote } from './fit-note.tsx'
import { PromiseView } from './promise-view.tsx'
import { readReport } from './read-report.ts'
import { VerdictBlock } from './verdict-block.tsx'

/** Something that was judged, with all that the judgement used. */
export interface Answer {
  readonly presented: Presented
  readonly evidence: Evidence
  readonly report: VerdictReport
}

interface AnswerViewProps {
  readonly answer: Answer
  readonly onAgain: () => void
  readonly onRefresh: () => void
}

export function AnswerView({ answer, onAgain, onRefresh }: AnswerViewProps) {
  const words = useWords()
  const [report, setReport] = useState(answer.report)
  const [fields, setFields] = useState(emptyFields)
  const now = useNow()
  const top = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLDetailsElement>(null)
  const read = readReport(report)
  const comparable = report.shown?.source === 'id' ? undefined : report.shown

  // The answer is read aloud and comes into view, for the first time and after each comparison.
  useEffect(() => {
    top.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }, [report])

  const compare = (shipment: Shipment) =>
    void verify(answer.presented, answer.evidence, secondsNow(), { shipment }).then(setReport)

  return (
    <div class="answer" ref={top}>
      <VerdictBlock report={report} read={read} headingId="verdict-word" />
      <FitNote fit={read.fit} />
      <div class="actions answer-actions no-print">
        {comparable !== undefined && (
          <button type="button" class="primary" onClick={() => openForm(form.current)}>
            {words.say('answer.compare')}
          </button>
        )}
        <button type="button" class={comparable === undefined ? 'primary' : ''} onClick={onAgain}>
          {words.say('answer.again')}
        </button>
        <button type="button" onClick={onRefresh}>
          {words.say('answer.refresh')}
        </button>
        <button type="button" onClick={() => print()}>
          {words.say('answer.print')}
        </button>
      </div>
      <PromiseView shown={report.shown} />
      <ChecksList read={read} now={now} />
      {comparable !== undefined && (
        <details class="card no-print" ref={form}>
          <summary>
            <h2>{words.say('compare.title')}</h2>
          </summary>
          <CompareForm shown={comparable} fields={fields} onFields={setFields} onShipment={compare} />
        </details>
      )}
      <p class="quiet">{words.say('answer.time', { time: words.time(report.checkedAt) })}</p>
    </div>
  )
}

function openForm(form: HTMLDetailsElement | null): void {
  if (form === null) return
  form.open = true
  form.scrollIntoView()
  form.querySelector('summary')?.focus({ preventScroll: true })
}
