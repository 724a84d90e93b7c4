import type { MessageKey } from '#web/words/en.ts'

export type CameraFault = Extract<MessageKey, 'scan.denied' | 'scan.none' | 'scan.busy'>

/** Why there is no picture; `fault` is a key of the catalogue. */
export class CameraFailure extends Error {
  override readonly name = 'CameraFailure'
  readonly fault: CameraFault

  constructor(fault: CameraFault) {
    super(fault)
    this.fault = fault
  }
}

export interface Camera {
  readonly stream: MediaStream
  readonly deviceId: string | undefined
  /** All cameras of the device, by id and the name that the device gives them. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
  /** Absent where the camera has no light. */
  readonly setLight: ((on: boolean) => Promise<void>) | undefined
  close(): void
}

/** Opens the camera on the back of the device, or the one named. Throws CameraFailure. */
export async function openCamera(deviceId?: string): Promise<Camera> {
  // Absent on pages without HTTPS and in some browsers inside other apps.
  const media = navigator.mediaDevices as MediaDevices | undefined
  if (media?.getUserMedia === undefined) throw new CameraFailure('scan.none')
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } }
  const wanted = deviceId === undefined ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: deviceId } }
  const stream = await media.getUserMedia({ audio: false, video: { ...size, ...wanted } }).catch(refused)
  const [track] = stream.getVideoTracks()
  const devices = await media.enumerateDevices().catch(() => [])
  return {
    stream,
    deviceId: track?.getSettings().deviceId,
    others: devices
      .filter(({ kind }) => kind === 'videoinput')
      .map((device) => ({ id: device.deviceId, name: device.label })),
    setLight: track === undefined ? undefined : lightOf(track),
    close: () => stream.getTracks().forEach((each) => each.stop()),
  }
}

function refused(error: unknown): never {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') throw new CameraFailure('scan.denied')
  throw new CameraFailure(name === 'NotReadableError' || name === 'AbortError' ? 'scan.busy' : 'scan.none')
}

// `torch` is in Image Capture, which the type definitions do not have yet.
function lightOf(track: MediaStreamTrack): Camera['setLight'] {
  const capabilities: MediaTrackCapabilities & { torch?: boolean } = track.getCapabilities?.() ?? {}
  if (capabilities.torch !== true) return undefined
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
}
