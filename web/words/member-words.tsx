import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { membersEn, type MemberCatalogue } from './members-en.ts'
import { speechOf, type Speech } from './speech.ts'

/** The words of the pages for members. */
export type MemberWords = Speech<MemberCatalogue>

const context = createContext<MemberWords>(speechOf(membersEn))

export function WordsProvider({ words, children }: { words: MemberWords; children: ComponentChildren }) {
  return <context.Provider value={words}>{children}</context.Provider>
}

export function useWords(): MemberWords {
  return useContext(context)
}
