import type { VerdictReport } from '#schemas/verdict.ts'
import { useWords } from '#web/words/words.tsx'
import { Icon } from '../icons.tsx'
import { BothValues } from './both-values.tsx'
import type { ReadReport } from './read-report.ts'
import { Sentence } from './sentence.tsx'

/** The answer itself: one word with its shape and colour, why, and what to do. */
export function VerdictBlock({
  report,
  read,
  headingId,
}: {
  report: VerdictReport
  read: ReadReport
  headingId: string
}) {
  const words = useWords()
  const { verdict } = report
  return (
    <section
      class={`verdict verdict-${verdict}`}
      role={verdict === 'valid' ? 'status' : 'alert'}
      aria-labelledby={headingId}
    >
      <h1 id={headingId} class="verdict-word" tabIndex={-1}>
        <Icon shape={verdict} />
        <span>{words.catalogue.verdicts[verdict]}</span>
      </h1>
      <p class="verdict-why">
        <Why report={report} read={read} />
      </p>
      {read.byList !== undefined && <AsOf byList={read.byList} report={report} />}
      {read.reason !== undefined && <BothValues check={read.reason} />}
      <h2 class="verdict-do">{words.say('answer.do')}</h2>
      <p>
        <Remedy report={report} read={read} />
      </p>
    </section>
  )
}

function Why({ report, read: { reason, more, fit, byList } }: { report: VerdictReport; read: ReadReport }) {
  const words = useWords()
  if (report.verdict === 'valid') {
    const source = byList === undefined ? 'answer.valid' : 'answer.valid.list'
    return <>{words.say(fit === 'fits' ? `${source}.fits` : source)}</>
  }
  if (reason === undefined) return <>{words.say('page.failed')}</>
  return (
    <>
      {fit === 'only-differs' && <>{words.say('answer.fits.only')} </>}
      <Sentence text={words.catalogue.codes[reason.code].means} facts={reason.facts} />
      {more > 0 && <> {words.say('answer.more', { count: more })}</>}
    </>
  )
}

/** Without the registry's own word an answer is of the past, and says so beside itself. */
function AsOf({
  byList: { asOf, code },
  report,
}: {
  byList: NonNullable<ReadReport['byList']>
  report: VerdictReport
}) {
  const { verdict, checkedAt } = report
  const words = useWords()
  return (
    <p class={code === 'status-old' ? 'verdict-as-of verdict-old' : 'verdict-as-of'}>
      {code === 'status-old' && <Icon shape="undetermined" />}
      <span>
        {words.say(verdict === 'invalid' ? 'answer.as-of.only' : 'answer.as-of', {
          time: words.time(asOf),
          age: words.age(checkedAt - asOf),
        })}
      </span>
    </p>
  )
}

function Remedy({ report, read: { reason, byList } }: { report: VerdictReport; read: ReadReport }) {
  const words = useWords()
  if (report.verdict === 'valid' || reason === undefined) {
    const remedy = byList === undefined ? undefined : words.catalogue.codes[byList.code].remedy
    return (
      <>
        {words.say('answer.valid.do')}
        {remedy !== undefined && (
          <>
            {' '}
            <Sentence text={remedy} facts={byList?.facts} />
          </>
        )}
      </>
    )
  }
  return <Sentence text={words.catalogue.codes[reason.code].remedy ?? ''} facts={reason.facts} />
}
