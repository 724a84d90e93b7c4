import { GlobalWorkerOptions, getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { startWorker } from '../trusted-script.ts'
// oxlint-disable-next-line import/default -- the query makes Vite answer with the address of the built worker
import pdfWorkerUrl from './pdf-worker.ts?worker&url'
import { pickCertificate } from './pick-certificate.ts'
import { mostPixels, UnreadableFile, type ReadingFile } from './read-file.ts'

const mostPages = 50
const pointsPerInch = 72
const dotsPerInch = 300

/**
 * Looks for a certificate's QR code on the pages of a PDF, drawn one by one at 300 dpi. Nothing of the PDF runs or loads
 * anything: no scripts, no forms, no fonts, no links. Throws as `readFile` does.
 */
export async function readPdf(file: Blob, reading: ReadingFile): Promise<string> {
  const worker = startWorker(pdfWorkerUrl)
  GlobalWorkerOptions.workerPort = worker
  const task = await open(file)
  try {
    const pdf = await task.promise.catch(refuse)
    return await findIn(pdf, reading)
  } finally {
    await task.destroy()
    GlobalWorkerOptions.workerPort = null
    worker.terminate()
  }
}

async function open(file: Blob): Promise<PDFDocumentLoadingTask> {
  return getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    verbosity: VerbosityLevel.ERRORS,
    // Letters are drawn as outlines: a font of the file never becomes a font of the page.
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    enableXfa: false,
    maxImageSize: mostPixels * 4,
    wasmUrl: new URL(PDF_FOLDER, location.origin).href,
  })
}

function refuse(error: unknown): never {
  const name = error instanceof Error ? error.name : ''
  throw new UnreadableFile(name === 'PasswordException' ? 'file.encrypted' : 'file.unreadable')
}

async function findIn(pdf: PDFDocumentProxy, { decoder, signal, onPage }: ReadingFile): Promise<string> {
  const pages = pdf.numPages
  if (pages > mostPages) throw new UnreadableFile('file.too-many-pages', pages)
  for (let number = 1; number <= pages; number++) {
    signal.throwIfAborted()
    onPage(number, pages)
    const page = await pdf.getPage(number).catch(refuse)
    const image = await draw(page).catch(refuse)
    page.cleanup()
    const found = pickCertificate(await decoder.decode(image, true))
    if (found !== undefined) return found
  }
  signal.throwIfAborted()
  throw new UnreadableFile('file.no-code')
}

async function draw(page: PDFPageProxy): Promise<ImageData> {
  const natural = page.getViewport({ scale: 1 })
  const scale = Math.min(dotsPerInch / pointsPerInch, Math.sqrt(mostPixels / (natural.width * natural.height)))
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))]
  Object.assign(canvas, { width, height })
  // `annotationMode: 0` leaves out form fields and notes, which a forger could lay over the page.
  await page.render({ canvas, viewport, background: '#fff', annotationMode: 0 }).promise
  const surface = canvas.getContext('2d')
  if (surface === null) throw new UnreadableFile('file.unreadable')
  return surface.getImageData(0, 0, width, height)
}
