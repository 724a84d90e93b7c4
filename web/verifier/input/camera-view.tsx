import { useEffect, useRef, useState } from 'preact/hooks'
import { useWords } from '#web/words/words.tsx'
import type { MessageKey } from '#web/words/en.ts'
import { startDecoder } from '../decode/decoder.ts'
import { CameraFailure, openCamera, type Camera } from './camera.ts'
import { watchCamera } from './watch-camera.ts'

interface CameraViewProps {
  readonly onFound: (qr: string) => void
  readonly onFault: (fault: MessageKey) => void
  readonly onStop: () => void
}

const slowAfter = 8_000

/** The camera's picture, and what helps to get a code into it. */
export function CameraView({ onFound, onFault, onStop }: CameraViewProps) {
  const words = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [deviceId, setDeviceId] = useState<string>()
  const [camera, setCamera] = useState<Camera>()
  const [hint, setHint] = useState<MessageKey>('scan.ask')

  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    const ended = new AbortController()
    const slow = setTimeout(() => setHint((now) => (now === 'scan.looking' ? 'scan.slow' : now)), slowAfter)
    scan(video.current!, deviceId, ended.signal, { onCamera: setCamera, onHint: setHint })
      .then((found) => found !== undefined && onFound(found))
      .catch((error: unknown) => {
        if (!ended.signal.aborted) onFault(error instanceof CameraFailure ? error.fault : 'file.decoder')
      })
    return () => {
      clearTimeout(slow)
      ended.abort()
    }
  }, [deviceId])

  return (
    <section class="card camera" aria-labelledby="camera-title">
      <h1 id="camera-title" ref={heading} tabIndex={-1}>
        {words.say('scan.title')}
      </h1>
      <div class="viewfinder">
        <video ref={video} muted playsInline aria-hidden="true" />
      </div>
      <p role="status" class="camera-hint">
        {words.say(hint)}
      </p>
      <div class="actions">
        <button type="button" class="primary" onClick={onStop}>
          {words.say('scan.stop')}
        </button>
        {camera?.setLight !== undefined && <Light key={camera.deviceId} setLight={camera.setLight} />}
      </div>
      {camera !== undefined && camera.others.length > 1 && <OtherCameras camera={camera} onChoose={setDeviceId} />}
    </section>
  )
}

function Light({ setLight }: { setLight: NonNullable<Camera['setLight']> }) {
  const words = useWords()
  const [on, setOn] = useState(false)
  const turn = () =>
    void setLight(!on).then(
      () => setOn(!on),
      () => undefined,
    )
  return (
    <button type="button" aria-pressed={on} onClick={turn}>
      {words.say(on ? 'scan.light.off' : 'scan.light.on')}
    </button>
  )
}

function OtherCameras({ camera, onChoose }: { camera: Camera; onChoose: (id: string) => void }) {
  const words = useWords()
  return (
    <div class="field">
      <label for="camera-choice">{words.say('scan.camera')}</label>
      <select id="camera-choice" value={camera.deviceId} onChange={(event) => onChoose(event.currentTarget.value)}>
        {camera.others.map(({ id, name }, index) => (
          <option key={id} value={id}>
            {name === '' ? words.say('scan.camera.unnamed', { number: index + 1 }) : name}
          </option>
        ))}
      </select>
    </div>
  )
}

interface Scanning {
  readonly onCamera: (camera: Camera) => void
  readonly onHint: (hint: MessageKey) => void
}

/** From the question for permission to the code; camera and decoder are closed whatever happens. */
async function scan(
  video: HTMLVideoElement,
  deviceId: string | undefined,
  signal: AbortSignal,
  told: Scanning,
): Promise<string | undefined> {
  const decoder = startDecoder()
  let camera: Camera | undefined
  try {
    const opened = (camera = await openCamera(deviceId))
    if (signal.aborted) return undefined
    // At once, not when the loop notices: many phones cannot open a second camera while the first is open.
    signal.addEventListener('abort', () => opened.close())
    told.onCamera(opened)
    video.srcObject = opened.stream
    await video.play()
    told.onHint('scan.looking')
    return await watchCamera({ video, decoder, signal, onOther: () => told.onHint('scan.other') })
  } finally {
    camera?.close()
    decoder.stop()
  }
}
