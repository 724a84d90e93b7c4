import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Pause } from '#adapters/dynamodb/client.ts'
import type { Table } from '#adapters/dynamodb/table.ts'

type Item = Record<string, unknown>
type Names = Record<string, string> | undefined
type Values = Record<string, unknown> | undefined

interface Conditional {
  readonly Key?: Item
  readonly Item?: Item
  readonly ConditionExpression?: string
  readonly UpdateExpression?: string
  readonly ExpressionAttributeNames?: Names
  readonly ExpressionAttributeValues?: Values
}
export interface Part {
  readonly Put?: Conditional
  readonly Update?: Conditional
  readonly ConditionCheck?: Conditional
  readonly Get?: Conditional
}
export interface Request extends Conditional {
  readonly TransactItems?: readonly Part[]
  readonly ClientRequestToken?: string
  readonly ConsistentRead?: boolean
  readonly FilterExpression?: string
}

const metadata = { $metadata: { httpStatusCode: 400 } }

/**
 * DynamoDB as far as the adapters use it, in memory and without waiting: a simulation runs thousands of lives through it.
 * That it behaves as the real engine does is tested by the same contract (`memory-engine.test.ts`).
 */
export class MemoryEngine {
  private readonly items = new Map<string, Item>()
  private readonly before = new Map<string, Item | undefined>()
  private readonly tokens = new Set<string>()

  /** Does what a command of the document client asks. */
  answer(command: string, request: Request): Item {
    switch (command) {
      case 'GetCommand':
        return { Item: this.get(keyOf(request.Key!), request.ConsistentRead === true) }
      case 'TransactGetCommand':
        return {
          Responses: request.TransactItems!.map(({ Get: { Key: key } = {} }) => ({
            Item: this.get(keyOf(key!), request.ConsistentRead !== false),
          })),
        }
      case 'QueryCommand':
        return { Items: this.query(request) }
      case 'ScanCommand':
        return { Items: this.everything() }
      case 'PutCommand':
        if (!this.allows({ Put: request })) throw new ConditionalCheckFailedException({ message: '', ...metadata })
        return this.apply({ Put: request })
      case 'TransactWriteCommand':
        return this.transact(request)
      default:
        throw new Error(`the simulation knows no ${command}`)
    }
  }

  everything(): Item[] {
    return [...this.items.values()].map((item) => ({ ...item }))
  }

  /** Another engine with the same items. */
  copy(): MemoryEngine {
    const other = new MemoryEngine()
    for (const [key, item] of this.items) other.items.set(key, item)
    return other
  }

  /** As a restart does, and AWS after ten minutes. */
  forgetTokens(): void {
    this.tokens.clear()
  }

  private get(key: string, consistent: boolean): Item | undefined {
    const item = consistent || !this.before.has(key) ? this.items.get(key) : this.before.get(key)
    return item && { ...item }
  }

  private query(request: Request): Item[] {
    const {
      ExpressionAttributeValues: values = {},
      ExpressionAttributeNames: names,
      FilterExpression: filter,
    } = request
    const [partition, prefix] = [String(values[':partition']), String(values[':prefix'])]
    return [...this.items.keys()]
      .flatMap((key): Item[] => {
        const item = this.get(key, request.ConsistentRead === true)
        return item === undefined ? [] : [item]
      })
      .filter(({ PK, SK }) => PK === partition && String(SK).startsWith(prefix))
      .filter((item) => filter === undefined || holds(filter, item, names, values))
      .toSorted((a, b) => (String(a['SK']) < String(b['SK']) ? -1 : 1))
      .map((item) => ({ ...item }))
  }

  private transact({ TransactItems: parts = [], ClientRequestToken: token }: Request): Item {
    if (token !== undefined && this.tokens.has(token)) return {}
    const reasons = parts.map((part) => ({ Code: this.allows(part) ? 'None' : 'ConditionalCheckFailed' }))
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({ message: '', CancellationReasons: reasons, ...metadata })
    for (const part of parts) this.apply(part)
    if (token !== undefined) this.tokens.add(token)
    return {}
  }

  private allows(part: Part): boolean {
    const conditional = (part.Put ?? part.Update ?? part.ConditionCheck)!
    const {
      ConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    } = conditional
    const item = this.items.get(keyOf((conditional.Key ?? conditional.Item)!))
    return condition === undefined || holds(condition, item, names, values)
  }

  private apply({ Put: put, Update: update }: Part): Item {
    if (put !== undefined) this.store(put.Item!)
    if (update !== undefined) {
      const key = update.Key!
      this.store(updated(this.items.get(keyOf(key)) ?? key, update))
    }
    return {}
  }

  private store(item: Item): void {
    const key = keyOf(item)
    this.before.set(key, this.items.get(key))
    this.items.set(key, { ...item })
  }
}

function keyOf({ PK, SK }: Item): string {
  return `${String(PK)} ${String(SK)}`
}

/** Conditions as the adapters write them: comparisons and existence, joined by OR of ANDs, with parentheses. */
function holds(condition: string, item: Item | undefined, names: Names, values: Values): boolean {
  const tokens = condition.match(/attribute_(?:not_)?exists\(\S+?\)|[()]|[^\s()]+/g) ?? []
  let at = 0
  const either = (): boolean => {
    let result = both()
    while (tokens[at] === 'OR') {
      at += 1
      const next = both()
      result = result || next
    }
    return result
  }
  const both = (): boolean => {
    let result = one()
    while (tokens[at] === 'AND') {
      at += 1
      const next = one()
      result = result && next
    }
    return result
  }
  const one = (): boolean => {
    const token = tokens[at++]!
    if (token === '(') {
      const result = either()
      at += 1
      return result
    }
    const existence = /^attribute_(not_)?exists\((\S+)\)$/.exec(token)
    if (existence !== null) return (item?.[nameOf(existence[2]!, names)] === undefined) === (existence[1] !== undefined)
    const [operator, operand] = [tokens[at++]!, tokens[at++]!]
    return compare(item?.[nameOf(token, names)], operator, values?.[operand])
  }
  return either()
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (left === undefined) return false
  // Numbers may be bigint here and not there; DynamoDB knows one kind.
  const [a, b] = [left, right] as [number, number]
  switch (operator) {
    case '=':
      return typeof a === 'string' || typeof b === 'string' ? a === b : BigInt(a) === BigInt(b)
    case '<=':
      return a <= b
    case '>=':
      return a >= b
    case '<':
      return a < b
    case '>':
      return a > b
    default:
      throw new Error(`the simulation knows no ${operator}`)
  }
}

function nameOf(written: string, names: Names): string {
  return written.startsWith('#') ? names![written]! : written
}

/** `SET #a = if_not_exists(#a, :b) + :c, …`, as the adapters write it. */
function updated(
  item: Item,
  {
    UpdateExpression: expression = '',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }: Conditional,
): Item {
  const after = { ...item }
  for (const assignment of expression.replace(/^SET /, '').split(/, (?=#)/)) {
    const found = /^(#\w+) = (?:if_not_exists\((#\w+), (:\w+)\)|([:#]\w+))(?: ([+-]) (:\w+))?$/.exec(assignment)
    if (found === null) throw new Error(`the simulation cannot read ${assignment}`)
    const [, target, source, otherwise, plain, sign, operand] = found
    const base =
      plain === undefined
        ? (item[nameOf(source!, names)] ?? values![otherwise!])
        : operandOf(plain, item, names, values)
    after[nameOf(target!, names)] = sign === undefined ? base : added(base, sign, values![operand!])
  }
  return after
}

function operandOf(written: string, item: Item, names: Names, values: Values): unknown {
  return written.startsWith('#') ? item[nameOf(written, names)] : values![written]
}

function added(base: unknown, sign: string, operand: unknown): number | bigint {
  const sum = BigInt(base as number) + (sign === '+' ? 1n : -1n) * BigInt(operand as number)
  // As the document client gives numbers back.
  return sum >= BigInt(Number.MIN_SAFE_INTEGER) && sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : sum
}

/** A table whose every request goes through `deliver`; without one it is answered at once. */
export function memoryTable(
  engine: MemoryEngine,
  deliver: (command: string, request: Request) => Promise<Item> = async (command, request) =>
    engine.answer(command, request),
  pause?: Pause,
): Table {
  const send = (command: { constructor: { name: string }; input: Request }) =>
    deliver(command.constructor.name, command.input)
  return { name: 'simulated', documents: { send } as unknown as DynamoDBDocumentClient, ...(pause && { pause }) }
}
