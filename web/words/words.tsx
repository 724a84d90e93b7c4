import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { en, type Catalogue } from './en.ts'
import { speechOf, type Speech } from './speech.ts'

/** The words of the verifier page. */
export interface Words extends Speech<Catalogue> {
  readonly unit: (code: string) => string
}

export function wordsOf(catalogue: Catalogue): Words {
  const unit = (code: string) => {
    const name = Object.hasOwn(catalogue.units, code) ? catalogue.units[code] : undefined
    return name === undefined ? code : `${name} (${code})`
  }
  // The list of countries is made when it is first asked for, hence no spreading.
  return Object.assign(speechOf(catalogue), { unit })
}

const context = createContext<Words>(wordsOf(en))

export function WordsProvider({ words, children }: { words: Words; children: ComponentChildren }) {
  return <context.Provider value={words}>{children}</context.Provider>
}

export function useWords(): Words {
  return useContext(context)
}
