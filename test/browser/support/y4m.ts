import { writeFile } from 'node:fs/promises'
import { create } from 'qrcode'

const [width, height] = [1280, 720]
const quietZone = 4

/** A film of one picture, a QR code on white paper, as Chromium's fake camera reads it (YUV4MPEG2). */
export async function writeFilmOfQr(file: string, text: string): Promise<void> {
  const luma = Buffer.alloc(width * height, 200)
  drawQr(luma, text)
  const chroma = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  await writeFile(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
  )
}

function drawQr(luma: Buffer, text: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' })
  const cell = Math.floor(height / (modules.size + 2 * quietZone))
  const inset = (length: number) => Math.floor((length - cell * modules.size) / 2)
  const [startX, startY] = [inset(width), inset(height)]
  const light = (x: number, y: number) => (modules.get(y, x) === 1 ? 20 : 235)
  for (let y = 0; y < modules.size * cell; y++) {
    for (let x = 0; x < modules.size * cell; x++) {
      luma[(startY + y) * width + startX + x] = light(Math.floor(x / cell), Math.floor(y / cell))
    }
  }
}
