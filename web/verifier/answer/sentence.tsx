import { fillIn, type FactValue } from '#schemas/wording/fill-in.ts'
import { useWords } from '#web/words/words.tsx'
import { factText } from './fact-text.ts'

/** A sentence of the catalogue with its facts, each set apart so that its direction cannot disturb the words around it. */
export function Sentence({
  text,
  facts,
}: {
  text: string
  facts?: Readonly<Record<string, FactValue | undefined>> | undefined
}) {
  const words = useWords()
  return (
    <>
      {fillIn(text, facts).map((piece) =>
        'words' in piece ? piece.words : <bdi key={piece.fact}>{factText(piece.fact, piece.value, words)}</bdi>,
      )}
    </>
  )
}
