import { useRef, useState } from 'preact/hooks'
import { hsEditions } from '#schemas/statement/goods-line.ts'
import type { Shipment } from '#schemas/shipment.ts'
import type { Shown } from '#schemas/verdict.ts'
import type { MessageKey } from '#web/words/en.ts'
import { useWords, type Words } from '#web/words/words.tsx'
import { ChoiceField, TextField } from '#web/controls/field.tsx'
import {
  choicesOf,
  comparedRoles,
  emptyFields,
  emptyLine,
  readForm,
  type FieldFaults,
  type LineFields,
  type ShipmentFields,
} from './shipment-form.ts'

interface CompareFormProps {
  readonly shown: Shown
  readonly fields: ShipmentFields
  readonly onFields: (fields: ShipmentFields) => void
  readonly onShipment: (shipment: Shipment) => void
}

/** Facts of the goods in hand. They are compared in the page and sent to nobody. */
export function CompareForm({ shown, fields, onFields, onShipment }: CompareFormProps) {
  const words = useWords()
  const [faults, setFaults] = useState<FieldFaults>({})
  const form = useRef<HTMLFormElement>(null)
  const change = (part: Partial<ShipmentFields>) => onFields({ ...fields, ...part })
  const submit = (event: Event) => {
    event.preventDefault()
    const read = readForm(fields)
    setFaults('faults' in read ? read.faults : {})
    if ('shipment' in read) return onShipment(read.shipment)
    const [first] = Object.keys(read.faults)
    form.current?.querySelector<HTMLElement>(first === 'form' ? 'input, select' : `#${first}`)?.focus()
  }
  return (
    <form ref={form} class="compare" noValidate onSubmit={submit}>
      <p>{words.say('compare.lead')}</p>
      {fields.lines.map((line, index) => (
        <LineFieldset
          key={index}
          index={index}
          line={line}
          shown={shown}
          faults={faults}
          onLine={(changed) => change({ lines: fields.lines.map((each, at) => (at === index ? changed : each)) })}
          onRemove={
            fields.lines.length > 1 ? () => change({ lines: fields.lines.filter((_, at) => at !== index) }) : undefined
          }
        />
      ))}
      <button type="button" onClick={() => change({ lines: [...fields.lines, emptyLine] })}>
        {words.say('compare.add')}
      </button>
      <PapersFieldset fields={fields} faults={faults} change={change} />
      <Summary faults={faults} />
      <div class="actions">
        <button type="submit" class="primary">
          {words.say('compare.submit')}
        </button>
        <button type="button" onClick={() => (onFields(emptyFields), setFaults({}))}>
          {words.say('compare.clear')}
        </button>
      </div>
    </form>
  )
}

function Summary({ faults }: { faults: FieldFaults }) {
  const words = useWords()
  const { form, ...others } = faults
  const count = Object.keys(others).length
  return (
    <p class="fault" role="alert">
      {form !== undefined && words.say(form)}
      {count > 0 && words.say('compare.faults', { count })}
    </p>
  )
}

interface LineProps {
  readonly index: number
  readonly line: LineFields
  readonly shown: Shown
  readonly faults: FieldFaults
  readonly onLine: (line: LineFields) => void
  readonly onRemove: (() => void) | undefined
}

function LineFieldset({ index, line, shown, faults, onLine, onRemove }: LineProps) {
  const words = useWords()
  const { lines, units } = choicesOf(shown)
  const id = `line-${index}`
  const field = (part: string, member: keyof LineFields) => ({
    id: `${id}-${part}`,
    value: line[member],
    fault: sayFault(words, faults[`${id}-${part}`]),
    onValue: (value: string) => onLine({ ...line, [member]: value }),
  })
  return (
    <fieldset>
      <legend>{words.say('compare.goods', { number: index + 1 })}</legend>
      <div class="fields">
        <TextField {...field('quantity', 'quantity')} numeric label={words.say('compare.quantity')} />
        <ChoiceField
          {...field('unit', 'unit')}
          label={words.say('compare.unit')}
          choices={[none(words), ...units.map((unit) => [unit, words.unit(unit)] as const)]}
        />
        <TextField {...field('hs', 'hs')} numeric label={words.say('compare.hs')} />
        {line.hs !== '' && (
          <ChoiceField
            {...field('edition', 'edition')}
            label={words.say('compare.edition')}
            choices={[['', words.say('compare.edition.unknown')], ...hsEditions.map((each) => [each, each] as const)]}
          />
        )}
        <TextField {...field('class', 'classification')} label={words.say('compare.class')} />
        {lines.length > 1 && (
          <ChoiceField
            {...field('line', 'lineNo')}
            label={words.say('compare.line')}
            choices={[
              ['', words.say('compare.line.find')],
              ...lines.map((each) => [String(each), String(each)] as const),
            ]}
          />
        )}
        <TextField {...field('serials', 'serials')} rows={2} label={words.say('compare.serials')} />
      </div>
      {onRemove !== undefined && (
        <button type="button" onClick={onRemove}>
          {words.say('compare.remove', { number: index + 1 })}
        </button>
      )}
    </fieldset>
  )
}

interface PapersProps {
  readonly fields: ShipmentFields
  readonly faults: FieldFaults
  readonly change: (part: Partial<ShipmentFields>) => void
}

function PapersFieldset({ fields, faults, change }: PapersProps) {
  const words = useWords()
  const countries = [none(words), ...words.countries]
  const plain = (id: string, member: 'transit' | 'contract' | 'carrier' | 'transport') => ({
    id,
    value: fields[member],
    fault: sayFault(words, faults[id]),
    onValue: (value: string) => change({ [member]: value }),
  })
  return (
    <fieldset>
      <legend>{words.say('compare.papers')}</legend>
      <div class="fields">
        {comparedRoles.flatMap((role) => [
          <TextField
            key={role}
            id={`name-${role}`}
            label={words.say('compare.name', { role: words.catalogue.roles[role] })}
            value={fields.names[role] ?? ''}
            fault={sayFault(words, faults[`name-${role}`])}
            onValue={(value) => change({ names: { ...fields.names, [role]: value } })}
          />,
          <ChoiceField
            key={`${role}-country`}
            id={`country-${role}`}
            label={words.say('compare.country', { role: words.catalogue.roles[role] })}
            value={fields.countries[role] ?? ''}
            onValue={(value) => change({ countries: { ...fields.countries, [role]: value } })}
            choices={countries}
          />,
        ])}
        <ChoiceField
          id="destination"
          label={words.say('compare.destination')}
          value={fields.destination}
          onValue={(destination) => change({ destination })}
          choices={countries}
        />
        <TextField
          {...plain('transit', 'transit')}
          label={words.say('compare.transit')}
          hint={words.say('compare.transit.hint')}
        />
        <TextField {...plain('contract', 'contract')} label={words.say('compare.contract')} />
        <TextField {...plain('carrier', 'carrier')} label={words.say('compare.carrier')} />
        <TextField {...plain('transport', 'transport')} label={words.say('compare.transport')} />
        <label class="tick">
          <input
            type="checkbox"
            checked={fields.partial}
            onChange={(event) => change({ partial: event.currentTarget.checked })}
          />
          <span>{words.say('compare.partial')}</span>
        </label>
      </div>
    </fieldset>
  )
}

const none = (words: Words) => ['', words.say('compare.none')] as const

const sayFault = (words: Words, fault: MessageKey | undefined) => (fault === undefined ? undefined : words.say(fault))
