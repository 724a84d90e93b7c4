import type { Presented } from '#schemas/evidence.ts'

/** What a text is, by its look alone: an address with digits behind `#`, a token with dots, or a typed id. */
export function presentText(text: string): Presented {
  const trimmed = text.trim()
  if (/^[a-z]+:\/\//i.test(trimmed) || /^\d{20,}$/.test(trimmed)) return { qr: trimmed }
  return trimmed.includes('.') || trimmed.includes('~') ? { credential: trimmed } : { id: trimmed }
}
