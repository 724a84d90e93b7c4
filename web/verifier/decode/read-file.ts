import type { Decoder } from './decoder.ts'
import { pickCertificate } from './pick-certificate.ts'

const largestFile = 20_000_000

/** Pixels of one picture; more than this fails on phones (16.7 million on iOS). */
export const mostPixels = 16_000_000

export type FileFault =
  | 'file.too-large'
  | 'file.kind'
  | 'file.unreadable'
  | 'file.encrypted'
  | 'file.too-many-pages'
  | 'file.no-code'

/** Why a file gave no certificate; `message` is a key of the catalogue. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly fault: FileFault
  readonly pages: number | undefined

  constructor(fault: FileFault, pages?: number) {
    super(fault)
    this.fault = fault
    this.pages = pages
  }
}

export interface ReadingFile {
  readonly decoder: Decoder
  readonly signal: AbortSignal
  /** Told before each page of a PDF. */
  readonly onPage: (page: number, pages: number) => void
}

/**
 * Text of the certificate's QR code in a picture or PDF. A code of another kind counts as none. The file stays on this
 * device. Throws UnreadableFile, DecoderFailure, or the reason of an aborted signal.
 */
export async function readFile(file: Blob, reading: ReadingFile): Promise<string> {
  if (file.size > largestFile) throw new UnreadableFile('file.too-large')
  const kind = await kindOf(file)
  if (kind === undefined) throw new UnreadableFile('file.kind')
  if (kind === 'picture') return readPicture(file, reading)
  const { readPdf } = await import('./read-pdf.ts')
  return readPdf(file, reading)
}

/** By the first bytes: names and types of files are only claims. */
async function kindOf(file: Blob): Promise<'picture' | 'pdf' | undefined> {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 1024).arrayBuffer()))
  // ISO 32000 lets other bytes stand before the header, and printers' software makes use of it.
  if (head.includes('%PDF-')) return 'pdf'
  const picture = /^(\x89PNG|\xFF\xD8\xFF|GIF8|BM|RIFF....WEBP|....ftyp(avif|heic|heix|mif1))/s
  return picture.test(head) ? 'picture' : undefined
}

async function readPicture(file: Blob, { decoder, signal }: ReadingFile): Promise<string> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new UnreadableFile('file.unreadable')
  })
  const scale = Math.min(1, Math.sqrt(mostPixels / (bitmap.width * bitmap.height)))
  const [width, height] = [Math.floor(bitmap.width * scale), Math.floor(bitmap.height * scale)]
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const surface = canvas.getContext('2d', { willReadFrequently: true })
  if (surface === null || width < 1 || height < 1) throw new UnreadableFile('file.unreadable')
  // A transparent picture of a code is dark on nothing: it needs paper behind it.
  surface.fillStyle = '#fff'
  surface.fillRect(0, 0, width, height)
  surface.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  signal.throwIfAborted()
  const found = pickCertificate(await decoder.decode(surface.getImageData(0, 0, width, height), true))
  signal.throwIfAborted()
  if (found === undefined) throw new UnreadableFile('file.no-code')
  return found
}
