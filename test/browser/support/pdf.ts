import type { Browser } from 'playwright-core'
import { toBuffer } from 'qrcode'

/** A picture of a QR code, as somebody would photograph or save it. */
export async function pngOfQr(text: string, errorCorrectionLevel: 'Q' | 'M' = 'Q'): Promise<Uint8Array> {
  return toBuffer(text, { errorCorrectionLevel, scale: 6, margin: 4 })
}

/** An A4 paper of several pages with the code, 40 mm wide, on the last one; printed by the browser itself. */
export async function pdfWithQr(browser: Browser, png: Uint8Array, pages = 2): Promise<Uint8Array> {
  const page = await browser.newPage()
  const picture = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
  const sheet = '<div style="break-after: page; height: 20cm">Delivery note</div>'
  await page.setContent(
    `${sheet.repeat(pages - 1)}<p>End-use certificate</p><img style="width: 40mm" src="${picture}">`,
  )
  const pdf = await page.pdf({ format: 'A4' })
  await page.close()
  return pdf
}

/** A PDF of empty pages. */
export function blankPdf(pages: number): Uint8Array {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(' ')
  const sheets = Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>')
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`, ...sheets])
}

/** A PDF that opens only with a password (ISO 32000-1, 7.6.3: no password at all fits this /U). */
export function lockedPdf(): Uint8Array {
  const hex = (byte: string) => `<${byte.repeat(32)}>`
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
      `<< /Filter /Standard /V 1 /R 2 /P -4 /O ${hex('a1')} /U ${hex('b2')} >>`,
    ],
    `/Encrypt 4 0 R /ID [${hex('c3')} ${hex('c3')}]`,
  )
}

function pdfOf(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\n`
  return Buffer.from(`${text}startxref\n${text.indexOf('xref\n0 ')}\n%%EOF\n`)
}
