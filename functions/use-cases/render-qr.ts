import type { Input, Output } from '#schemas/operations.ts'
import { RegistryError } from '#domain/errors.ts'
import { digitsThatFit } from '#domain/qr/qr-code.ts'
import { digitsOfQr, readQrDigits } from '#domain/qr/read-qr.ts'
import { CheckFailure } from '#domain/verification/check-failure.ts'
import type { QrImages } from '#ports/qr-images.ts'

export interface RenderQrNeeds {
  readonly qrImages: QrImages
  /** The first one is the address that the drawn code leads to. */
  readonly verifierOrigins: readonly string[]
}

/**
 * Draws the text of a QR code.
 *
 * 1. Read its digits; anything that is not of our form is refused, so that nobody makes us draw another address.
 * 2. Draw them behind the address of this registry's verifier.
 */
export function renderQr({ qrImages, verifierOrigins }: RenderQrNeeds) {
  return async ({ body }: Input<'render-qr'>): Promise<Output<'render-qr'>> => {
    const digits = readDigits(body.qr, verifierOrigins)
    const [origin = ''] = verifierOrigins
    if (digits.length > digitsThatFit(origin)) throw unreadable('too-large')
    return qrImages.draw(`${origin}/#`, digits, body.format)
  }
}

function readDigits(text: string, verifierOrigins: readonly string[]): string {
  try {
    const digits = digitsOfQr(text, verifierOrigins)
    readQrDigits(digits)
    return digits
  } catch (error) {
    if (error instanceof CheckFailure) throw unreadable(error.code)
    throw error
  }
}

function unreadable(rule: string): RegistryError {
  return new RegistryError(
    'qr-unreadable',
    'Send the QR text exactly as the registry returned it when it issued the certificate.',
    [{ pointer: '/qr', rule, detail: 'This text does not have the form of our QR codes.' }],
  )
}
