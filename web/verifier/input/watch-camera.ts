import { DecoderFailure, type Decoder } from '../decode/decoder.ts'
import { pickCertificate } from '../decode/pick-certificate.ts'

export interface Watching {
  readonly video: HTMLVideoElement
  readonly decoder: Decoder
  readonly signal: AbortSignal
  /** A code is in view, but not of a certificate. */
  readonly onOther: () => void
}

const largestSide = 1280
/** Every so many pictures one is looked at thoroughly: rotated, inverted, damaged. */
const thoroughEvery = 4

/**
 * Looks at one picture of the camera after the other, each only when the former is done, until a certificate's code is
 * in it. Resolves with the code's text, or undefined once aborted. Throws DecoderFailure.
 */
export async function watchCamera({ video, decoder, signal, onOther }: Watching): Promise<string | undefined> {
  const canvas = document.createElement('canvas')
  const surface = canvas.getContext('2d', { willReadFrequently: true })
  if (surface === null) throw new DecoderFailure()
  for (let turn = 1; !signal.aborted; turn++) {
    await nextPicture(video)
    const image = pictureOf(video, canvas, surface)
    if (image === undefined) continue
    const texts = await decoder.decode(image, turn % thoroughEvery === 0)
    if (signal.aborted) return undefined
    const found = pickCertificate(texts)
    if (found !== undefined) return found
    if (texts.length > 0) onOther()
  }
  return undefined
}

/** Waits at least for the page to draw itself, so that looking never makes it stutter. */
function nextPicture(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    // A hidden page draws nothing; the timer keeps the loop alive so that it can notice that it was stopped.
    const timer = setTimeout(resolve, 250)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(done)
    else requestAnimationFrame(done)
  })
}

function pictureOf(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  surface: CanvasRenderingContext2D,
): ImageData | undefined {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0 || videoHeight === 0) return undefined
  const scale = Math.min(1, largestSide / Math.max(videoWidth, videoHeight))
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  surface.drawImage(video, 0, 0, width, height)
  return surface.getImageData(0, 0, width, height)
}
