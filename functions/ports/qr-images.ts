export type QrImageFormat = 'svg' | 'png'

/** Draws QR codes as formats.md 2 wants them: level Q, the digits as a numeric segment, a quiet zone of four modules. */
export interface QrImages {
  /** `address` is the text up to and including `#`. Throws nothing for texts of our form and size. */
  draw(
    address: string,
    digits: string,
    format: QrImageFormat,
  ): Promise<{ mediaType: string; body: Uint8Array<ArrayBuffer> }>
}
