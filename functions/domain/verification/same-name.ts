/**
 * Whether two spellings are the same name on two papers: case, accents, punctuation and spaces do not count, and an
 * umlaut may be written out. Anything more is for a person to judge, who is shown both.
 */
export function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b) || writtenOut(a) === writtenOut(b)
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, '')
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
