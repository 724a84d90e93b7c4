import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { membersEn, type MemberWords } from './members-en.ts'
import { speechOf } from './speech.ts'

const context = createContext<MemberWords>(speechOf(membersEn))

export function WordsProvider({ words, children }: { words: MemberWords; children: ComponentChildren }) {
  return <context.Provider value={words}>{children}</context.Provider>
}

export function useWords(): MemberWords {
  return useContext(context)
}
