import { useEffect, useState } from 'preact/hooks'
import type { MessageKey } from '#web/words/en.ts'
import { useWords } from '#web/words/words.tsx'
import { startDecoder } from '../decode/decoder.ts'
import { readFile, UnreadableFile } from '../decode/read-file.ts'
import type { Notice } from './start-view.tsx'

interface FileViewProps {
  readonly file: File
  readonly onFound: (qr: string) => void
  readonly onFault: (notice: Notice) => void
  readonly onStop: () => void
}

/** Shows how far the reading of a picture or PDF has come, and can end it. */
export function FileView({ file, onFound, onFault, onStop }: FileViewProps) {
  const words = useWords()
  const [page, setPage] = useState<{ page: number; pages: number }>()
  useEffect(() => {
    const ended = new AbortController()
    const decoder = startDecoder()
    readFile(file, { decoder, signal: ended.signal, onPage: (number, pages) => setPage({ page: number, pages }) })
      .then((found) => !ended.signal.aborted && onFound(found))
      .catch((error: unknown) => !ended.signal.aborted && onFault(noticeOf(error)))
      .finally(() => decoder.stop())
    return () => ended.abort()
  }, [file])
  return (
    <section class="card busy">
      <p role="status" tabIndex={-1} ref={(element) => element?.focus()}>
        {page === undefined ? words.say('file.reading', { name: file.name }) : words.say('file.page', page)}
      </p>
      <button type="button" onClick={onStop}>
        {words.say('file.cancel')}
      </button>
    </section>
  )
}

function noticeOf(error: unknown): Notice {
  if (!(error instanceof UnreadableFile)) return { message: 'file.decoder' satisfies MessageKey }
  return { message: error.fault, values: error.pages === undefined ? undefined : { pages: error.pages } }
}
