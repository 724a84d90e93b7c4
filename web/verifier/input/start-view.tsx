import { useEffect, useRef, useState } from 'preact/hooks'
import type { Presented } from '#schemas/evidence.ts'
import type { MessageKey } from '#web/words/en.ts'
import type { Values } from '#web/words/speech.ts'
import { useWords } from '#web/words/words.tsx'
import { readText } from './presented-text.ts'

/** Something that a person can put right, in words of the catalogue. */
export interface Notice {
  readonly message: MessageKey
  readonly values?: Values | undefined
}

interface StartViewProps {
  readonly notice: Notice | undefined
  readonly registryName: string | undefined
  readonly onCamera: () => void
  readonly onFile: (file: File) => void
  readonly onPresented: (presented: Presented) => void
}

/** The ways to show a certificate: camera, file, number or text. */
export function StartView({ notice, registryName, onCamera, onFile, onPresented }: StartViewProps) {
  const words = useWords()
  const noticed = useRef<HTMLParagraphElement>(null)
  useEffect(() => noticed.current?.focus(), [notice])
  return (
    <section class="start" aria-labelledby="start-title">
      <h1 id="start-title" tabIndex={-1}>
        {words.say('page.title')}
      </h1>
      <p>{words.say('page.lead')}</p>
      {notice !== undefined && (
        <p class="notice" role="alert" tabIndex={-1} ref={noticed}>
          {words.say(notice.message, notice.values)}
        </p>
      )}
      <div class="ways">
        <button type="button" class="primary large" onClick={onCamera}>
          <CodeIcon />
          {words.say('scan.start')}
        </button>
        <FileButton onFile={onFile} />
      </div>
      <TextEntry onPresented={onPresented} />
      {registryName !== undefined && (
        <p class="quiet">
          <bdi>{words.say('page.registry', { name: registryName })}</bdi>
        </p>
      )}
    </section>
  )
}

/** A real file field under a label that looks like a button: it works with the keyboard and with every browser. */
function FileButton({ onFile }: { onFile: (file: File) => void }) {
  const words = useWords()
  return (
    <div class="way">
      <label class="button large file-button">
        <input
          type="file"
          accept="image/*,application/pdf"
          aria-describedby="file-hint"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file !== undefined) onFile(file)
          }}
        />
        <span>{words.say('file.choose')}</span>
      </label>
      <p class="quiet" id="file-hint">
        {words.say('file.hint')}
      </p>
    </div>
  )
}

function TextEntry({ onPresented }: { onPresented: (presented: Presented) => void }) {
  const words = useWords()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<Notice>()
  const field = useRef<HTMLTextAreaElement>(null)
  const submit = (event: Event) => {
    event.preventDefault()
    const read = readText(text)
    if ('presented' in read) return onPresented(read.presented)
    setFault({ message: read.fault, values: read.values })
    field.current?.focus()
  }
  return (
    <form class="text-entry" noValidate onSubmit={submit}>
      <label for="text">{words.say('text.label')}</label>
      <textarea
        id="text"
        ref={field}
        rows={2}
        value={text}
        autoComplete="off"
        autoCapitalize="characters"
        spellcheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby="text-hint text-fault"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && submit(event)}
      />
      <p class="quiet" id="text-hint">
        {words.say('text.hint')}
      </p>
      <p class="fault" id="text-fault" role="alert">
        {fault !== undefined && words.say(fault.message, fault.values)}
      </p>
      <button type="submit">{words.say('text.check')}</button>
    </form>
  )
}

function CodeIcon() {
  return (
    <svg class="button-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM13.500 13.500h2.500v2.500" />
    </svg>
  )
}
