import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

let prepared = false

/** The decoder is read from this installation; by itself it would fetch one from the network. */
function prepare(): void {
  if (prepared) return
  const file = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = new Uint8Array(file).buffer
  prepareZXingModule({ overrides: { wasmBinary } })
  prepared = true
}

export const isPicture = (bytes: Uint8Array): boolean => isPng(bytes) || isJpeg(bytes)

const isPng = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '\x89PNG'
const isJpeg = ([a, b, c]: Uint8Array) => a === 0xff && b === 0xd8 && c === 0xff

/** The texts of the QR codes in a PNG or JPEG picture, the same decoder as that of the page. */
export async function decodePicture(bytes: Uint8Array): Promise<string[]> {
  prepare()
  const found = await readBarcodes(bytes, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 10 })
  return [...new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text))]
}
