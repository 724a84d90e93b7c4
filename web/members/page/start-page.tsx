import { render, type ComponentChildren } from 'preact'
import { loadWords } from '#web/words/load-words.ts'
import { membersEn, type MemberMessageKey } from '#web/words/members-en.ts'
import { speechOf } from '#web/words/speech.ts'
import { WordsProvider } from '#web/words/member-words.tsx'

/** Shows a page in the reader's language. */
export async function startPage(title: MemberMessageKey, page: ComponentChildren): Promise<void> {
  const words = speechOf(await loadWords(membersEn, navigator.languages))
  document.documentElement.lang = words.catalogue.locale
  document.documentElement.dir = words.catalogue.direction
  document.title = words.say(title)
  render(<WordsProvider words={words}>{page}</WordsProvider>, document.getElementById('page')!)
}
