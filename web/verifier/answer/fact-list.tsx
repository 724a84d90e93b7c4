import type { ComponentChildren } from 'preact'
import { isUnknown, type UnknownFact } from '#schemas/text.ts'
import { useWords } from '#web/words/words.tsx'

/** Terms and what is said of them; stacked on a phone, in two columns where there is room. */
export function FactList({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>
}

export function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A text of the certificate. It comes from strangers: it stays text, and its direction stays inside it. */
export function Said({ value }: { value: string | UnknownFact }) {
  const words = useWords()
  return <bdi>{isUnknown(value) ? words.say('promise.unknown', { reason: value.reason }) : value}</bdi>
}
