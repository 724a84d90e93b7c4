import fc from 'fast-check'
import { PNG } from 'pngjs'
import { create } from 'qrcode'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { qrcodeImages } from '#adapters/qrcode/qr-images.ts'
import { bytesOfDigits, digitsOf } from '#domain/qr/qr-digits.ts'
import { digitsThatFit, qrPayloadOf, qrText } from '#domain/qr/qr-code.ts'
import { readQrDigits } from '#domain/qr/read-qr.ts'
import { decodeSummary } from '#domain/qr/qr-summary.ts'
import type { CredentialPayload } from '#schemas/certificate.ts'
import { aStatement } from '#test/builders/a-statement.ts'
import { aWorld, payloadOf, verifierOrigin, type World } from '#test/builders/a-world.ts'

let world: World
beforeAll(async () => {
  const wasm = readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })
  world = await aWorld()
})

const versionOf = (address: string, digits: string) =>
  create(
    [
      { data: Buffer.from(address), mode: 'byte' },
      { data: digits, mode: 'numeric' },
    ],
    { errorCorrectionLevel: 'Q' },
  ).version

const manyLines = () =>
  aStatement((statement) => {
    statement.lines = Array.from({ length: 60 }, (_, at) => ({ ...statement.lines[1]!, lineNo: at + 1 }))
  })

describe('the digits of a QR code', () => {
  it('give back the bytes they were made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 600 }), (bytes) => {
        expect([...bytesOfDigits(digitsOf(bytes))]).toEqual([...bytes])
      }),
    )
  })

  it.each([
    ['2' + '3'.repeat(200), 'qr-version-unknown'],
    ['10' + '3'.repeat(200), 'qr-invalid'],
    ['1' + '3'.repeat(5), 'qr-invalid'],
    ['1' + '3'.repeat(3000), 'qr-invalid'],
    [`1${BigInt(`0x02${'00'.repeat(100)}`)}`, 'qr-invalid'],
  ])('refuses %s', (digits, code) => {
    expect(() => bytesOfDigits(digits)).toThrow(expect.objectContaining({ code }))
  })
})

describe('the size of a QR code', () => {
  it.each([
    'https://v.example',
    verifierOrigin,
    'http://localhost:3000',
    'https://verifier.end-use-registry.customs.example',
  ])('is version 22 at most and not less than it could be, for %s', (origin) => {
    const most = digitsThatFit(origin)
    expect(versionOf(`${origin}/#`, '1'.repeat(most))).toBe(22)
    expect(versionOf(`${origin}/#`, '1'.repeat(most + 1))).toBe(23)
  })

  it('holds as many goods lines as fit and counts the others', async () => {
    const certificate = await world.issue(manyLines())
    const summary = decodeSummary(readQrDigits(certificate.qrDigits).payload)
    expect(summary.lineCount).toBe(60)
    expect(summary.lines.length).toBeGreaterThan(3)
    expect(summary.lines.map(({ lineNo }) => lineNo)).toEqual(summary.lines.map((_, at) => at + 1))
    expect(versionOf(`${verifierOrigin}/#`, certificate.qrDigits)).toBeLessThanOrEqual(22)
  })

  it('is refused at issue when even the names alone do not fit', async () => {
    const certificate = await world.issue()
    const payload = payloadOf(certificate) as unknown as CredentialPayload
    for (const party of payload.statement.parties) party.legalName = '公'.repeat(140)
    expect(() => qrPayloadOf(payload, certificate.sth, world.keys.qr.kid, verifierOrigin)).toThrow(
      expect.objectContaining({ code: 'statement-too-large-for-qr' }),
    )
  })
})

describe('a drawn QR code', () => {
  it('is read back by another implementation from the PNG', async () => {
    const certificate = await world.issue(manyLines())
    const { mediaType, body } = await qrcodeImages.draw(`${verifierOrigin}/#`, certificate.qrDigits, 'png')
    expect(mediaType).toBe('image/png')
    const { width, height, data } = PNG.sync.read(Buffer.from(body))
    const image = { width, height, data: new Uint8ClampedArray(data), colorSpace: 'srgb' } as const
    const found = await readBarcodes(image as never, { formats: ['QRCode'] })
    expect(found.map(({ text, ecLevel }) => ({ text, ecLevel }))).toEqual([
      { text: qrText(verifierOrigin, certificate.qrDigits), ecLevel: 'Q' },
    ])
  })

  it('is drawn as SVG without scripts or addresses', async () => {
    const certificate = await world.issue()
    const { mediaType, body } = await qrcodeImages.draw(`${verifierOrigin}/#`, certificate.qrDigits, 'svg')
    expect(mediaType).toBe('image/svg+xml')
    const text = new TextDecoder().decode(body)
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
    expect(text).not.toMatch(/script|href|verify\.example/)
  })
})
