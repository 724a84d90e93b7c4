import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { terminalQr } from '#scripts/local/terminal-qr.ts'
import { decodePicture } from '#scripts/verifier/decode-picture.ts'

const text = `http://localhost:3000/#1${'7031'.repeat(200)}`

/** What the characters look like: each holds two modules, one above the other. */
function pictureOf(characters: string): Uint8Array {
  const scale = 4
  const rows = characters
    .split('\n')
    .flatMap((line) => ['█▀', '█▄'].map((dark) => [...line].map((c) => dark.includes(c))))
  const width = Math.max(...rows.map((row) => row.length))
  const png = new PNG({ width: width * scale, height: rows.length * scale })
  for (let y = 0; y < png.height; y++)
    for (let x = 0; x < png.width; x++) {
      const dark = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true
      png.data.writeUInt32BE(dark ? 0x000000ff : 0xffffffff, (y * png.width + x) * 4)
    }
  return PNG.sync.write(png)
}

it('draws a code that scans', async () => {
  expect(await decodePicture(pictureOf((await terminalQr(text, undefined, false))!))).toEqual([text])
})

it('draws nothing that would be torn by a narrow terminal', async () => {
  expect(await terminalQr(text, 60, true)).toBeUndefined()
  expect(await terminalQr(text, 200, true)).toContain('\u001b[')
})
