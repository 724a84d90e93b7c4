import { parseCertificateId } from '#domain/certificate/certificate-id.ts'
import type { Presented } from '#schemas/evidence.ts'
import type { MessageKey } from '#web/words/en.ts'

export type ReadText =
  | { readonly presented: Presented }
  | { readonly fault: MessageKey; readonly values?: Readonly<Record<string, number>> }

/** What somebody typed or pasted: a certificate number, the text of a QR code, or a credential. */
export function readText(text: string): ReadText {
  const trimmed = text.trim()
  if (trimmed === '') return { fault: 'text.empty' }
  if (trimmed.startsWith('eyJ')) return { presented: { credential: withoutBreaks(trimmed) } }
  if (/^(https?:|\d{40})/i.test(withoutBreaks(trimmed)))
    return { presented: { qr: withoutBreaks(trimmed).slice(0, 4000) } }
  return readNumber(trimmed)
}

/** Told here, without asking the registry: a typing mistake is no reason to distrust a paper. */
function readNumber(text: string): ReadText {
  const id = parseCertificateId(text)
  if (id !== undefined) return { presented: { id } }
  const characters = text.replace(/[^\p{L}\p{N}]/gu, '')
  if (!/^[0-9A-Za-z]*$/.test(characters) || characters.length > 60) return { presented: { qr: text.slice(0, 4000) } }
  return characters.length === 28
    ? { fault: 'text.mistyped' }
    : { fault: 'text.length', values: { count: characters.length } }
}

// Mail programs and PDF readers break long lines; no form of a certificate contains spaces.
const withoutBreaks = (text: string) => text.replace(/\s+/g, '')
