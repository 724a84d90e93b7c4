interface FieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** What is wrong with it, in words. */
  readonly fault?: string | undefined
  readonly hint?: string | undefined
}

/** A labelled text field; its fault is read aloud with it. */
export function TextField({
  id,
  label,
  value,
  onValue,
  fault,
  hint,
  ...kind
}: FieldProps & { rows?: number; numeric?: boolean }) {
  const shared = {
    id,
    value,
    autoComplete: 'off',
    autoCapitalize: 'off' as const,
    spellcheck: false,
    'aria-invalid': fault !== undefined,
    'aria-describedby': described(id, fault, hint),
    onInput: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value),
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {kind.rows === undefined ? (
        <input type="text" inputMode={kind.numeric === true ? 'decimal' : 'text'} {...shared} />
      ) : (
        <textarea rows={kind.rows} {...shared} />
      )}
      <Notes id={id} fault={fault} hint={hint} />
    </div>
  )
}

export function ChoiceField({
  id,
  label,
  value,
  onValue,
  fault,
  hint,
  choices,
}: FieldProps & { choices: readonly (readonly [value: string, label: string])[] }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={described(id, fault, hint)}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
      <Notes id={id} fault={fault} hint={hint} />
    </div>
  )
}

function Notes({ id, fault, hint }: Pick<FieldProps, 'id' | 'fault'> & { hint: string | undefined }) {
  return (
    <>
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </>
  )
}

function described(id: string, fault: string | undefined, hint: string | undefined): string | undefined {
  const notes = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])]
  return notes.length === 0 ? undefined : notes.join(' ')
}
