interface DayFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly fault?: string | undefined
  readonly hint?: string | undefined
  /** With the minute, in UTC. */
  readonly minute?: boolean
}

/** A day, or a minute, by the browser's own field for it. */
export function DayField({ id, label, value, onValue, fault, hint, minute }: DayFieldProps) {
  const notes = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])]
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={minute === true ? 'datetime-local' : 'date'}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={notes.join(' ') || undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
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
    </div>
  )
}
