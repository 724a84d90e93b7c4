/**
 * Whether two spellings are the same name on two papers: case, accents, punctuation and spaces do not count, and an
 * umlaut may be written out. Anything more is for a person to judge, who is shown both.
 */
export function sameName(a: string, b: string): boolean {
  return nameComparison()(a, b)
}

/** The same for many names: folding is slow for some letters, so each name is folded once. */
export function nameComparison(): typeof sameName {
  const known = new Map<string, { readonly plain: string; readonly writtenOut: string }>()
  const folded = (name: string) => {
    const found = known.get(name) ?? { plain: plain(name), writtenOut: writtenOut(name) }
    known.set(name, found)
    return found
  }
  return (a, b) => {
    const [one, other] = [folded(a), folded(b)]
    return one.plain === other.plain || one.writtenOut === other.writtenOut
  }
}

/** Accents of the European alphabets. Marks of other scripts are letters: without its vowel signs a Hindi name is another. */
const accents = /[\u0300-\u036F]/g
const andAsWord = /(?<![\p{L}\p{N}])and(?![\p{L}\p{N}])/gu
/** What stands between letters; between two digits it tells plant 1-23 from plant 12-3. */
const separators = /(?<=\p{N})([^\p{L}\p{N}\p{M}&]+)(?=\p{N})|[^\p{L}\p{N}\p{M}&]+/gu

/** One spelling for all spellings of a name that differ in case, accents, punctuation and spaces only. */
export function foldedName(name: string): string {
  return plain(name)
}

function plain(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(andAsWord, '&')
    .replace(separators, (_, betweenDigits?: string) => (betweenDigits === undefined ? '' : ' '))
  // A name of signs alone would be any other such name.
  return folded === '' ? name : folded
}

const writtenOutLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae' }

function writtenOut(name: string): string {
  return plain(
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüåøæ]/g, (letter) => writtenOutLetters[letter]!),
  )
}
