import { startWorker } from '../trusted-script.ts'
import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts'
// oxlint-disable-next-line import/default -- the query makes Vite answer with the address of the built worker
import workerUrl from './decoder-worker.ts?worker&url'

/** The decoder or the WebAssembly behind it could not be loaded. */
export class DecoderFailure extends Error {
  override readonly name = 'DecoderFailure'
}

export interface Decoder {
  /** Texts of all QR codes in the picture. The picture is handed over and can no longer be used. Throws DecoderFailure. */
  decode(image: ImageData, thorough: boolean): Promise<readonly string[]>
  stop(): void
}

/** Starts the reader of QR codes. It is loaded here for the first time: who types a number never fetches it. */
export function startDecoder(): Decoder {
  const worker = startWorker(workerUrl)
  const waiting = new Map<number, { resolve(texts: readonly string[]): void; reject(error: Error): void }>()
  let next = 0
  let broken = false

  worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    const entry = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.texts === undefined) entry?.reject(new DecoderFailure())
    else entry?.resolve(data.texts)
  })
  worker.addEventListener('error', () => {
    broken = true
    for (const entry of waiting.values()) entry.reject(new DecoderFailure())
    waiting.clear()
  })

  return {
    decode: (image, thorough) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(new DecoderFailure())
        const id = next++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, image, thorough } satisfies DecodeRequest, [image.data.buffer])
      }),
    stop: () => worker.terminate(),
  }
}
