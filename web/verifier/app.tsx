import { useEffect, useState } from 'preact/hooks'
import type { Presented } from '#schemas/evidence.ts'
import { verify } from '#domain/verification/verify.ts'
import { useWords } from '#web/words/words.tsx'
import { AnswerView, type Answer } from './answer/answer-view.tsx'
import { DeviceBar } from './device/device-bar.tsx'
import { keepFresh, useDevice } from './device/device-data.ts'
import { DeviceSection } from './device/device-section.tsx'
import { usePageVersion } from './device/page-version.ts'
import { UpdateNotice } from './device/update-notice.tsx'
import { gatherEvidence } from './gather-evidence.ts'
import { acceptAnywhere } from './input/accept-anywhere.ts'
import { CameraView } from './input/camera-view.tsx'
import { FileView } from './input/file-view.tsx'
import { readText } from './input/presented-text.ts'
import { StartView, type Notice } from './input/start-view.tsx'
import { secondsNow } from '#web/page/seconds-now.ts'
import { takeFragment } from './take-fragment.ts'

type Stage =
  | { readonly at: 'start'; readonly notice?: Notice | undefined }
  | { readonly at: 'camera' }
  | { readonly at: 'file'; readonly file: File }
  | { readonly at: 'checking'; readonly presented: Presented }
  | { readonly at: 'answer'; readonly answer: Answer }

/** The verifier: something is shown to it, the registry is asked, the answer is worked out here. */
export function App({ presented: first }: { presented: Presented | undefined }) {
  const words = useWords()
  const [stage, setStage] = useState<Stage>(
    first === undefined ? { at: 'start' } : { at: 'checking', presented: first },
  )
  const device = useDevice()
  const version = usePageVersion()
  const [hovering, setHovering] = useState(false)
  const check = (presented: Presented) => setStage({ at: 'checking', presented })
  const start = (notice?: Notice) => setStage({ at: 'start', notice })

  useEffect(keepFresh, [])
  useEffect(() => onScannedAddress(check), [])
  useEffect(
    () =>
      acceptAnywhere({
        onHover: setHovering,
        onFile: (file) => setStage({ at: 'file', file }),
        onText: (text) => {
          const read = readText(text)
          if ('presented' in read) check(read.presented)
          else start({ message: read.fault, values: read.values })
        },
      }),
    [],
  )

  return (
    <>
      <header class="no-print">
        {version.newer !== undefined && isIdle(stage) && <UpdateNotice newer={version.newer} />}
        <DeviceBar device={device} />
      </header>
      <main>
        <StageView
          stage={stage}
          registryName={device.held.registries[0]?.name}
          setStage={setStage}
          check={check}
          start={start}
        />
        {stage.at === 'start' && <DeviceSection device={device} kept={version.kept} />}
      </main>
      <footer>
        <p>{words.say('page.address', { origin: location.origin })}</p>
      </footer>
      {hovering && <p class="drop-mark">{words.say('file.drop')}</p>}
    </>
  )
}

/** Nothing is under way that a change of the page would cut off. */
const isIdle = ({ at }: Stage) => at === 'start' || at === 'answer'

interface StageViewProps {
  readonly stage: Stage
  readonly registryName: string | undefined
  readonly setStage: (stage: Stage) => void
  readonly check: (presented: Presented) => void
  readonly start: (notice?: Notice) => void
}

function StageView({ stage, registryName, setStage, check, start }: StageViewProps) {
  switch (stage.at) {
    case 'start':
      return (
        <StartView
          notice={stage.notice}
          registryName={registryName}
          onCamera={() => setStage({ at: 'camera' })}
          onFile={(file) => setStage({ at: 'file', file })}
          onPresented={check}
        />
      )
    case 'camera':
      return (
        <CameraView onFound={(qr) => check({ qr })} onFault={(message) => start({ message })} onStop={() => start()} />
      )
    case 'file':
      return <FileView file={stage.file} onFound={(qr) => check({ qr })} onFault={start} onStop={() => start()} />
    case 'checking':
      return (
        <CheckingView
          key={stage.presented}
          presented={stage.presented}
          onAnswer={(answer) => setStage({ at: 'answer', answer })}
          onFailure={() => start({ message: 'page.failed' })}
        />
      )
    case 'answer':
      return (
        <AnswerView
          key={stage.answer}
          answer={stage.answer}
          onAgain={() => start()}
          onRefresh={() => check(stage.answer.presented)}
        />
      )
  }
}

interface CheckingViewProps {
  readonly presented: Presented
  readonly onAnswer: (answer: Answer) => void
  readonly onFailure: () => void
}

function CheckingView({ presented, onAnswer, onFailure }: CheckingViewProps) {
  const words = useWords()
  useEffect(() => {
    let current = true
    judge(presented).then(
      (answer) => current && onAnswer(answer),
      () => current && onFailure(),
    )
    return () => {
      current = false
    }
  }, [presented])
  return (
    <section class="card busy">
      <p role="status" tabIndex={-1} ref={(element) => element?.focus()}>
        {words.say('check.busy')}
      </p>
    </section>
  )
}

async function judge(presented: Presented): Promise<Answer> {
  const evidence = await gatherEvidence(presented)
  return { presented, evidence, report: await verify(presented, evidence, secondsNow()) }
}

/** A phone's camera app may open an address in the tab that is already here: only its fragment changes then. */
function onScannedAddress(check: (presented: Presented) => void): () => void {
  const take = () => {
    const presented = takeFragment()
    if (presented !== undefined) check(presented)
  }
  addEventListener('hashchange', take)
  return () => removeEventListener('hashchange', take)
}
