import { useState } from 'preact/hooks'
import { TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { keyIdOf } from '#domain/key-id.ts'
import { holdsPrivateKey } from './jwk-text.ts'
import { makeKeyPair } from './key-pair.ts'

interface KeyFieldProps {
  readonly id: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly fault: string | undefined
  readonly organisation: string
  /** Whether a private half was made here and is not saved yet: nothing may go on before it is. */
  readonly onUnsaved: (unsaved: boolean) => void
}

/** A public key: pasted, or made here with its private half saved once. */
export function KeyField({ organisation, onUnsaved, ...field }: KeyFieldProps) {
  const words = useWords()
  const [file, setFile] = useState<{ blob: Blob; name: string }>()
  const [saved, setSaved] = useState(false)
  const make = async () => {
    const { publicJwk, privateFile } = await makeKeyPair()
    const kid = await keyIdOf(publicJwk)
    setFile({ blob: privateFile, name: `${organisation}-${kid.slice(0, 8)}.jwk` })
    setSaved(false)
    onUnsaved(true)
    field.onValue(JSON.stringify(publicJwk, undefined, 2))
  }
  const save = () => {
    if (file === undefined) return
    download(file.blob, file.name)
    // Kept no longer than until it is saved: who lost the file makes another key.
    setFile(undefined)
    setSaved(true)
    onUnsaved(false)
  }
  const type = (value: string) => {
    setFile(undefined)
    setSaved(false)
    onUnsaved(false)
    field.onValue(value)
  }
  return (
    <>
      <TextField
        {...field}
        onValue={type}
        rows={6}
        label={words.say('key.paste')}
        hint={words.say('key.paste.hint')}
        fault={field.fault !== undefined && holdsPrivateKey(field.value) ? words.say('fault.private') : field.fault}
      />
      <p>{words.say('key.or-make')}</p>
      <div class="actions">
        <button type="button" onClick={() => void make()}>
          {words.say('key.make')}
        </button>
        {file !== undefined && (
          <button type="button" class="primary" onClick={save}>
            {words.say('key.save', { name: file.name })}
          </button>
        )}
      </div>
      <p role="status">
        {file !== undefined && words.say('key.made')}
        {saved && words.say('key.saved')}
      </p>
    </>
  )
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
