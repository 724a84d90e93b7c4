import { isUnknown, type UnknownFact } from '#schemas/text.ts'
import { useWords } from '#web/words/words.tsx'

/** A text of the certificate. It comes from strangers: it stays text, and its direction stays inside it. */
export function Said({ value }: { value: string | UnknownFact }) {
  const words = useWords()
  return <bdi>{isUnknown(value) ? words.say('promise.unknown', { reason: value.reason }) : value}</bdi>
}
