interface TicksProps<C extends string> {
  readonly id: string
  readonly legend: string
  /** Codes with spaces between. */
  readonly value: string
  readonly onValue: (value: string) => void
  readonly choices: readonly (readonly [code: C, label: string])[]
  readonly fault?: string | undefined
  readonly hint?: string | undefined
}

/** Some of several; what is wrong stands with the group, and is read aloud with it. */
export function Ticks<C extends string>({ id, legend, value, onValue, choices, fault, hint }: TicksProps<C>) {
  const chosen = value.split(' ').filter((code) => code !== '')
  const toggle = (code: string) =>
    onValue((chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]).join(' '))
  return (
    <fieldset
      class="ticks"
      id={id}
      tabIndex={-1}
      aria-invalid={fault !== undefined}
      aria-describedby={
        [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])].join(' ') ||
        undefined
      }
    >
      <legend>{legend}</legend>
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {choices.map(([code, label]) => (
        <label key={code} class="tick">
          <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
          <span>{label}</span>
        </label>
      ))}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  )
}
