import type * as z from 'zod'
import { shipment as shipmentSchema, shipmentLine, type Shipment, type ShipmentLine } from '#schemas/shipment.ts'
import { hsEditions } from '#schemas/statement/goods-line.ts'
import type { PartyRole } from '#schemas/statement/party.ts'
import type { Shown } from '#schemas/verdict.ts'
import type { MessageKey } from '#web/words/en.ts'

export interface LineFields {
  lineNo: string
  hs: string
  edition: string
  classification: string
  quantity: string
  unit: string
  serials: string
}

/** What a person filled in, as text. */
export interface ShipmentFields {
  lines: LineFields[]
  names: Partial<Record<PartyRole, string>>
  countries: Partial<Record<PartyRole, string>>
  destination: string
  transit: string
  partial: boolean
  contract: string
  carrier: string
  transport: string
}

/** Parties that stand on an invoice or a transport document. */
export const comparedRoles = ['FINAL_CONSIGNEE', 'END_USER', 'EXPORTER'] as const satisfies readonly PartyRole[]

export const emptyLine: LineFields = {
  lineNo: '',
  hs: '',
  edition: '',
  classification: '',
  quantity: '',
  unit: '',
  serials: '',
}

export const emptyFields: ShipmentFields = {
  lines: [emptyLine],
  names: {},
  countries: {},
  destination: '',
  transit: '',
  partial: false,
  contract: '',
  carrier: '',
  transport: '',
}

/** Fields that need a correction, by their element's id, and what to do. */
export type FieldFaults = Readonly<Record<string, MessageKey>>

export type ReadForm = { readonly shipment: Shipment } | { readonly faults: FieldFaults }

/** Lines and units that the certificate offers to choose from. */
export function choicesOf(shown: Shown | undefined): { lines: number[]; units: string[] } {
  const lines =
    shown?.source === 'credential' ? shown.statement.lines : shown?.source === 'qr' ? shown.summary.lines : []
  return {
    lines: lines.map(({ lineNo }) => lineNo),
    units: [...new Set([...lines.map(({ unit }) => unit), 'NAR', 'KGM'])],
  }
}

/** The facts that were given, or what is wrong with them. Nothing is guessed: an empty field is not compared. */
export function readForm(fields: ShipmentFields): ReadForm {
  const faults: Record<string, MessageKey> = {}
  const check = <T>(id: string, fault: MessageKey, schema: z.ZodType<T>, value: string): T | undefined => {
    const text = value.trim().normalize('NFC')
    if (text === '') return undefined
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    faults[id] = fault
    return undefined
  }
  const lines = fields.lines.map((line, index) => readLine(line, `line-${index}`, check, faults))
  const shipment = withoutEmpty({
    lines: lines.filter((line) => Object.keys(line).length > 0),
    parties: comparedRoles.flatMap((role) => readParty(role, fields, check)),
    destination: check('destination', 'compare.fault.country', shape.destination, fields.destination),
    transitCountries: readTransit(fields.transit, faults),
    partialShipment: fields.partial ? true : undefined,
    contractNumber: check('contract', 'compare.fault.text', shape.contractNumber, fields.contract),
    transportDocument: readTransport(fields, check, faults),
  })
  if (Object.keys(faults).length > 0) return { faults }
  return Object.keys(shipment).length === 0 ? { faults: { form: 'compare.empty' } } : { shipment }
}

type CheckField = <T>(id: string, fault: MessageKey, schema: z.ZodType<T>, value: string) => T | undefined

const text = (schema: z.ZodType) => schema as z.ZodType<string>
const member = shipmentLine.shape
const shape = {
  quantity: text(member.quantity.unwrap()),
  unit: text(member.unit.unwrap()),
  code: text(member.hs.unwrap().shape.code),
  classification: text(member.classification.unwrap()),
  serial: text(member.serialNumbers.unwrap().element),
  party: text(shipmentSchema.shape.parties.unwrap().element.shape.name),
  destination: text(shipmentSchema.shape.destination.unwrap()),
  contractNumber: text(shipmentSchema.shape.contractNumber.unwrap()),
  carrier: text(shipmentSchema.shape.transportDocument.unwrap().shape.carrier),
  transport: text(shipmentSchema.shape.transportDocument.unwrap().shape.number),
}

function readLine(line: LineFields, id: string, check: CheckField, faults: Record<string, MessageKey>): ShipmentLine {
  const code = check(`${id}-hs`, 'compare.fault.hs', shape.code, line.hs.replace(/[.\s]/g, ''))
  const edition = hsEditions.find((each) => each === line.edition)
  const quantity = check(`${id}-quantity`, 'compare.fault.quantity', shape.quantity, plainDecimal(line.quantity))
  const unit = check(`${id}-unit`, 'compare.fault.unit', shape.unit, line.unit)
  if (quantity !== undefined && unit === undefined) faults[`${id}-unit`] = 'compare.fault.unit'
  const serials = line.serials
    .split(/[\n;]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  for (const serial of serials) check(`${id}-serials`, 'compare.fault.text', shape.serial, serial)
  const given = withoutEmpty({
    lineNo: line.lineNo === '' ? undefined : Number(line.lineNo),
    hs: code === undefined ? undefined : { code, ...(edition === undefined ? {} : { edition }) },
    classification: check(`${id}-class`, 'compare.fault.text', shape.classification, line.classification),
    quantity,
    unit: quantity === undefined ? undefined : unit,
    serialNumbers: serials.length === 0 ? undefined : serials,
  })
  return given
}

/** Zeros that change nothing ("40.00", "040") are how people write; anything that could be read in two ways is refused. */
function plainDecimal(value: string): string {
  const match = /^0*(\d+)(?:\.(\d*?)0*)?$/.exec(value.trim())
  if (match === null) return value
  const [, whole, part] = match
  return part === undefined || part === '' ? whole! : `${whole}.${part}`
}

function readParty(role: PartyRole, { names, countries }: ShipmentFields, check: CheckField) {
  const name = check(`name-${role}`, 'compare.fault.text', shape.party, names[role] ?? '')
  const country = check(`country-${role}`, 'compare.fault.country', shape.destination, countries[role] ?? '')
  return name === undefined ? [] : [{ role, name, ...(country === undefined ? {} : { country }) }]
}

function readTransit(value: string, faults: Record<string, MessageKey>): string[] | undefined {
  const countries = value
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
  if (countries.some((each) => !shape.destination.safeParse(each).success)) faults['transit'] = 'compare.fault.country'
  return countries.length === 0 ? undefined : countries
}

function readTransport(fields: ShipmentFields, check: CheckField, faults: Record<string, MessageKey>) {
  const carrier = check('carrier', 'compare.fault.text', shape.carrier, fields.carrier)
  const number = check('transport', 'compare.fault.transport', shape.transport, fields.transport)
  if (carrier !== undefined && number !== undefined) return { carrier, number }
  if ((carrier ?? number) !== undefined) faults['transport'] ??= 'compare.fault.transport'
  return undefined
}

/** Leaves out what was not given, so that it counts as not given and not as empty. */
function withoutEmpty<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0)),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
