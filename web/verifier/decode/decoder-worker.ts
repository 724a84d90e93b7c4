import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts'

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

/** Runs beside the page, so that looking at a large picture does not stop it from answering. */
addEventListener('message', ({ data: { id, image, thorough } }: MessageEvent<DecodeRequest>) => {
  void decode(image, thorough).then((texts) => postMessage({ id, texts } satisfies DecodeAnswer))
})

async function decode(image: ImageData, thorough: boolean): Promise<DecodeAnswer['texts']> {
  try {
    const results = await readBarcodes(image, {
      formats: ['QRCode'],
      tryHarder: thorough,
      tryRotate: thorough,
      tryInvert: thorough,
      tryDownscale: true,
      maxNumberOfSymbols: thorough ? 16 : 4,
      textMode: 'Plain',
    })
    return results.filter(({ isValid }) => isValid).map(({ text }) => text)
  } catch {
    return undefined
  }
}
