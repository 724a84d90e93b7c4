import type { PageCatalogue } from './speech.ts'

/** Other languages of a page, by BCP 47 tag; each is a chunk of its own. */
type Languages<C> = Readonly<Record<string, () => Promise<C>>>

/** The catalogue that suits the reader best, English where none does or the chunk cannot be had. */
export async function loadWords<C extends PageCatalogue>(english: C, preferred: readonly string[]): Promise<C> {
  const languages = languagesBeside(english)
  for (const tag of preferred.map((each) => each.toLowerCase())) {
    const load = languages[tag] ?? languages[tag.split('-')[0]!]
    if (load !== undefined) return load().catch(() => english)
    if (tag.startsWith('en')) return english
  }
  return english
}

/** Invented ones exist in test builds only. */
function languagesBeside<C extends PageCatalogue>(english: C): Languages<C> {
  if (import.meta.env.MODE !== 'pseudo') return {}
  return {
    'en-xa': async () => (await import('./pseudo.ts')).accented(english, 'ltr'),
    'ar-xb': async () => (await import('./pseudo.ts')).accented(english, 'rtl'),
  }
}
