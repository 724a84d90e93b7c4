import { create, toString, type QRCodeSegment } from 'qrcode'

/** The text of a QR code as the registry's pictures have it: an address, then digits in their own, shorter, mode. */
function segmentsOf(text: string): QRCodeSegment[] {
  const mark = text.indexOf('#') + 1
  return [
    { data: new TextEncoder().encode(text.slice(0, mark)), mode: 'byte' },
    { data: text.slice(mark), mode: 'numeric' },
  ]
}

/** A QR code in characters, or undefined if the terminal is too narrow for it (`columns` undefined: no limit). */
export async function terminalQr(
  text: string,
  columns: number | undefined,
  colours: boolean,
): Promise<string | undefined> {
  const segments = segmentsOf(text)
  const options = { errorCorrectionLevel: 'Q', margin: 4 } as const
  const width = create(segments, options).modules.size + 2 * options.margin
  if (columns !== undefined && columns < width) return undefined
  return toString(segments, colours ? { ...options, type: 'terminal', small: true } : { ...options, type: 'utf8' })
}
