interface Accepting {
  readonly onFile: (file: File) => void
  readonly onText: (text: string) => void
  readonly onHover: (hovering: boolean) => void
}

/** Files dropped or pasted anywhere, and text pasted outside a field. Returns what undoes it. */
export function acceptAnywhere({ onFile, onText, onHover }: Accepting): () => void {
  const ended = new AbortController()
  const { signal } = ended
  // Without this a browser leaves the page to show a file that is dropped beside the mark.
  const hold = (event: DragEvent) => {
    event.preventDefault()
    onHover(true)
  }
  addEventListener('dragover', hold, { signal })
  addEventListener('dragleave', (event) => event.relatedTarget === null && onHover(false), { signal })
  addEventListener(
    'drop',
    (event) => {
      event.preventDefault()
      onHover(false)
      take(event.dataTransfer, { onFile, onText })
    },
    { signal },
  )
  addEventListener(
    'paste',
    (event) => {
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
      const files = event.clipboardData?.files.length ?? 0
      if (inField && files === 0) return
      event.preventDefault()
      take(event.clipboardData, { onFile, onText })
    },
    { signal },
  )
  return () => ended.abort()
}

function take(data: DataTransfer | null, { onFile, onText }: Pick<Accepting, 'onFile' | 'onText'>): void {
  const [file] = data?.files ?? []
  if (file !== undefined) return onFile(file)
  const text = data?.getData('text/plain') ?? ''
  if (text.trim() !== '') onText(text)
}
