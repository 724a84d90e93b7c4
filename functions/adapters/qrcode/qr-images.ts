import { toBuffer, toString, type QRCodeSegment } from 'qrcode'
import type { QrImages } from '#ports/qr-images.ts'

const options = { errorCorrectionLevel: 'Q', margin: 4 } as const

/** At 300 dpi a version 22 symbol with its margin is then 48 mm wide: above the 40 mm that a phone needs. */
const pixelsPerModule = 5

/** QR codes by the `qrcode` package, which takes the segments as given: one of bytes, one of digits. */
export const qrcodeImages: QrImages = {
  async draw(address, digits, format) {
    const segments: QRCodeSegment[] = [
      { data: new TextEncoder().encode(address), mode: 'byte' },
      { data: digits, mode: 'numeric' },
    ]
    if (format === 'svg')
      return {
        mediaType: 'image/svg+xml',
        body: new TextEncoder().encode(await toString(segments, { ...options, type: 'svg' })),
      }
    return {
      mediaType: 'image/png',
      body: new Uint8Array(await toBuffer(segments, { ...options, type: 'png', scale: pixelsPerModule })),
    }
  },
}
