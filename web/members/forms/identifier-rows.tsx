import { ChoiceField, TextField } from '#web/controls/field.tsx'
import { useWords } from '#web/words/member-words.tsx'
import { emptyIdentifier, type IdentifierFields } from './field-schemas.ts'

interface IdentifierRowsProps {
  readonly id: string
  /** JSON of the rows. */
  readonly value: string
  readonly onValue: (value: string) => void
  readonly fault?: string | undefined
}

/** Numbers by which an organisation is found in registers. */
export function IdentifierRows({ id, value, onValue, fault }: IdentifierRowsProps) {
  const words = useWords()
  const rows = JSON.parse(value) as IdentifierFields[]
  const keep = (next: readonly IdentifierFields[]) => onValue(JSON.stringify(next))
  return (
    <fieldset
      class="ticks"
      id={id}
      tabIndex={-1}
      aria-invalid={fault !== undefined}
      aria-describedby={fault === undefined ? undefined : `${id}-fault`}
    >
      <legend>{words.say('identifiers.legend')}</legend>
      {rows.map((row, index) => (
        <IdentifierRow
          key={index}
          id={`${id}-${index}`}
          number={index + 1}
          row={row}
          onRow={(changed) => keep(rows.map((each, at) => (at === index ? changed : each)))}
          onRemove={rows.length > 1 ? () => keep(rows.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {rows.length < 10 && (
        <button type="button" onClick={() => keep([...rows, emptyIdentifier])}>
          {words.say('identifiers.add')}
        </button>
      )}
    </fieldset>
  )
}

interface RowProps {
  readonly id: string
  readonly number: number
  readonly row: IdentifierFields
  readonly onRow: (row: IdentifierFields) => void
  readonly onRemove: (() => void) | undefined
}

function IdentifierRow({ id, number, row, onRow, onRemove }: RowProps) {
  const words = useWords()
  const field = (name: keyof IdentifierFields) => ({
    id: `${id}-${name}`,
    value: row[name],
    onValue: (value: string) => onRow({ ...row, [name]: value }),
  })
  return (
    <div class="fields row">
      <ChoiceField
        {...field('scheme')}
        label={words.say('identifiers.scheme', { number })}
        choices={Object.entries(words.catalogue.schemes)}
      />
      <TextField {...field('value')} label={words.say('identifiers.value', { number })} />
      {row.scheme === 'NATIONAL' && (
        <>
          <ChoiceField
            {...field('country')}
            label={words.say('identifiers.country', { number })}
            choices={[['', words.say('form.choose')], ...words.countries]}
          />
          <TextField {...field('register')} label={words.say('identifiers.register', { number })} />
        </>
      )}
      {onRemove !== undefined && (
        <button type="button" onClick={onRemove}>
          {words.say('identifiers.remove', { number })}
        </button>
      )}
    </div>
  )
}
