import { en, type Catalogue } from './en.ts'

/** Languages beside English, by BCP 47 tag; each is a chunk of its own. Invented ones exist in test builds only. */
const loaders: Readonly<Record<string, () => Promise<Catalogue>>> = {
  ...(import.meta.env.MODE === 'pseudo'
    ? {
        'en-xa': async () => (await import('./pseudo.ts')).accented(en, 'ltr'),
        'ar-xb': async () => (await import('./pseudo.ts')).accented(en, 'rtl'),
      }
    : {}),
}

/** The catalogue that suits the reader best, English where none does or the chunk cannot be had. */
export async function loadWords(preferred: readonly string[]): Promise<Catalogue> {
  for (const tag of preferred.map((each) => each.toLowerCase())) {
    const load = loaders[tag] ?? loaders[tag.split('-')[0]!]
    if (load !== undefined) return load().catch(() => en)
    if (tag.startsWith('en')) return en
  }
  return en
}
