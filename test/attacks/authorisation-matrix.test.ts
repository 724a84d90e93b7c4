import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OperationName, operations } from '#schemas/operations.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { dynamoCursorSecret } from '#adapters/dynamodb/cursor-secret.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { sealCursor } from '#domain/access/cursor.ts'
import type { HttpResponse } from '#middleware/call.ts'
import { everythingIn } from '#test/builders/a-table.ts'
import type { Actor } from './matrix/actor.ts'
import { aimsOf, print, takesCursor, targetOf, type Aim, type Target } from './matrix/aims.ts'
import { expectationOf } from './matrix/expectation.ts'
import { samples, type Asked, type Named } from './matrix/samples.ts'
import { aMatrixWorld, call, markedStatement, nothing, now, type MatrixWorld } from './matrix/world.ts'

const names = Object.keys(operations) as OperationName[]

let world: MatrixWorld
let before: Record<string, unknown>[]
/** Cells that were tested, for who publishes the number. */
let cells = 0
/** Reads that were answered, by organisation and operation: each must be in the audit. */
const reads = new Map<string, number>()

beforeAll(async () => {
  world = await aMatrixWorld()
  before = await recordsOf()
}, 60_000)
afterAll(() => world.registry.stop())

/** All that anybody could have changed; who looked at what is told beside it. */
async function recordsOf() {
  const kept = /^(?:ORG|CERT|KEY|PERSON|PASSKEY|APPROVAL|APPROVALS|INVITATION|ORGANISATIONS|NAME)#?/
  const items = await everythingIn(world.registry.table)
  return items.filter(({ PK, SK }) => kept.test(String(PK)) && !/^(?:AUDIT|SHOWN)#/.test(String(SK)))
}

const namedBy = (actor: Actor, target: Target): Named =>
  ({ own: () => world.ownOf(actor), other: () => world.other.named, none: () => nothing })[target]()

/** Old enough that every act and statement is refused for its age, once it is known that its signer might. */
const stale = () => now() - 20 * 86_400

async function ask(
  name: OperationName,
  actor: Actor,
  aim: Aim,
  at: number,
): Promise<{ asked: Asked; answer: HttpResponse }> {
  const sample = samples[name]
  if (sample === undefined) throw new Error(`${name} has no sample in test/attacks/matrix/samples.ts`)
  const asked = await sample({
    actor,
    path: namedBy(actor, aim.path ?? 'own'),
    body: namedBy(actor, aim.body ?? 'own'),
    filter: aim.filter && namedBy(actor, aim.filter.target),
    filterName: aim.filter?.name,
    form: aim.form,
    origin: world.registry.origin,
    at,
    statement: markedStatement('Fresh'),
  })
  return { asked, answer: await call(world.registry, name, actor, asked) }
}

const codeOf = ({ statusCode, body }: HttpResponse): string =>
  statusCode < 400 ? 'answered' : (JSON.parse(body) as { code: string }).code

/** What of the other organisation's stands in an answer and did not stand in the question. */
function leaksIn({ asked, answer }: { asked: Asked; answer: HttpResponse }, { caller }: Policy): string[] {
  const { issued, key } = world.other
  // That a certificate has this digest is for everybody to know who has its number.
  const digests = caller === 'anyone' ? [] : [issued.sth]
  const secrets = [
    'marker',
    ...digests,
    ...world.other.people.map(({ person }) => person.id),
    issued.credential,
    issued.qr,
    issued.id,
    key.kid,
    key.jwk.x,
    'other-importer',
  ]
  const text = `${JSON.stringify(answer.headers)} ${bodyOf(answer)}`.toLowerCase()
  const question = JSON.stringify(asked).toLowerCase()
  return secrets.map((each) => each.toLowerCase()).filter((each) => text.includes(each) && !question.includes(each))
}

const bodyOf = ({ body, isBase64Encoded }: HttpResponse) =>
  isBase64Encoded === true ? Buffer.from(body, 'base64').toString('latin1') : body

/** The answer as far as it could tell two unknown things apart. */
function shapeOf({ statusCode, headers, body }: HttpResponse, { organisation, certificate, approval }: Named) {
  let text = body
  for (const id of [organisation, certificate, approval]) text = text.replaceAll(id, '…')
  return { statusCode, headers: { ...headers, 'content-length': undefined }, text }
}

describe.each(names)('%s', (name) => {
  const policy: Policy = policies[name]
  const aims = aimsOf(name)

  it('lets in whom the table of policies lets in, refuses all others, and tells nobody what is not theirs', async () => {
    const wrong: string[] = []
    for (const actor of world.actors) {
      for (const aim of aims) {
        cells += 1
        const expected = expectationOf(name, actor, aim)
        // Who may do it sends an old act, so that nothing comes of it; who may not sends a good one.
        const sent = await ask(name, actor, aim, expected.letIn && policy.caller === 'signatory' ? stale() : now())
        const code = codeOf(sent.answer)
        const cell = `${actor.name}, ${print(aim)}: ${code}`
        if (!isAsExpected(code, policy, expected, aim)) wrong.push(cell)
        if (expected.letIn && policy.audit === 'read' && code === 'answered') noteRead(actor, name)
        if (mustHide(policy, expected.letIn, aim))
          wrong.push(...leaksIn(sent, policy).map((leak) => `${cell} leaks ${leak.slice(0, 40)}`))
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  it("tells another's from none to nobody who may see neither", async () => {
    const wrong: string[] = []
    for (const actor of world.actors) {
      for (const aim of aims.filter((each) => targetOf(each) === 'other' && (each.body ?? 'other') === 'other')) {
        const none: Aim = {
          ...aim,
          ...(aim.path && { path: 'none' }),
          ...(aim.body && { body: 'none' }),
          ...(aim.filter && { filter: { ...aim.filter, target: 'none' } }),
        }
        if (expectationOf(name, actor, aim).letIn || expectationOf(name, actor, none).letIn) continue
        const [one, other] = [await ask(name, actor, aim, now()), await ask(name, actor, none, now())]
        const shapes = [shapeOf(one.answer, world.other.named), shapeOf(other.answer, nothing)]
        if (JSON.stringify(shapes[0]) !== JSON.stringify(shapes[1])) wrong.push(`${actor.name}, ${print(aim)}`)
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  if (takesCursor(name))
    it('takes no cursor of another organisation, operation or question', async () => {
      const wrong: string[] = []
      for (const actor of world.actors) {
        const aim: Aim = { form: 'id', ...(aims[0]!.path && { path: 'own' }) }
        const expected = expectationOf(name, actor, aim)
        for (const [what, cursor] of await foreignCursors(name, actor)) {
          cells += 1
          const { asked } = await ask(name, actor, aim, now())
          if (expected.letIn) noteRead(actor, name)
          const withCursor = { ...asked, query: { ...asked.query, cursor } }
          const code = codeOf(await call(world.registry, name, actor, withCursor))
          const codes: readonly string[] = expected.letIn ? ['cursor-invalid'] : expected.codes
          if (!codes.includes(code)) wrong.push(`${actor.name}, a cursor ${what}: ${code}`)
        }
      }
      expect(wrong).toEqual([])
    }, 60_000)
})

function isAsExpected(code: string, policy: Policy, expected: ReturnType<typeof expectationOf>, aim: Aim): boolean {
  if (!expected.letIn) return (expected.codes as readonly string[]).includes(code)
  if (policy.caller === 'anyone') return code !== 'unexpected'
  if (policy.caller === 'signatory') return code === 'request-stale' || targetOf(aim) === 'none'
  if (policy.caller === 'person') return code === 'answered' || ['passkey-unknown', 'last-passkey'].includes(code)
  return code === 'answered' || code === 'domain-not-proved' || (targetOf(aim) === 'none' && code.endsWith('-unknown'))
}

/** Who may see the other's, or holds its paper, is told; nobody else is. */
const mustHide = (policy: Policy, isLetIn: boolean, aim: Aim) =>
  !isLetIn ||
  (policy.caller === 'anyone'
    ? aim.form === 'id'
    : ![aim.path, aim.body, aim.filter?.target].includes('other') && !seesAll(policy))

const seesAll = ({ roles }: Policy) => Object.values(roles).includes('any')

const noteRead = ({ organisation }: Actor, name: string) => {
  const key = `${organisation} ${name}`
  reads.set(key, (reads.get(key) ?? 0) + 1)
}

async function foreignCursors(name: OperationName, actor: Actor): Promise<[string, string][]> {
  const secret = await dynamoCursorSecret(world.registry.table, systemRandomness).read()
  const own = { operation: name, organisation: actor.organisation }
  const place = `AUDIT#000000000000#x`
  const good = await sealCursor(secret, own, place)
  return [
    ['of another organisation', await sealCursor(secret, { ...own, organisation: 'other-importer' }, place)],
    ['of another operation', await sealCursor(secret, { ...own, operation: 'another' }, place)],
    ['of another question', await sealCursor(secret, { ...own, filters: { organisation: 'other-importer' } }, place)],
    ['under another secret', await sealCursor(new Uint8Array(32), own, place)],
    ['that was changed', `${good.slice(0, -3)}${good.endsWith('AAA') ? 'BBA' : 'AAA'}`],
    ['that is none', 'AAAA'],
  ]
}

describe('the matrix as a whole', () => {
  it('shows that its marks can be seen by who may see them', async () => {
    const authority = world.actors.find(({ name }) => name === 'authority')!
    const aim: Aim = { form: 'id', body: 'other' }
    expect(bodyOf((await ask('view-certificate', authority, aim, now())).answer)).toContain('Marker')
    noteRead(authority, 'view-certificate')
  })

  it('has changed nothing', async () => {
    expect(await recordsOf()).toEqual(before)
  })

  it('has told the audit of every read that was answered, and of no other', async () => {
    const audit = dynamoAudit(world.registry.table)
    const found = new Map<string, number>()
    for (const organisation of new Set(world.actors.map((actor) => actor.organisation))) {
      const { items } = await audit.ofOrganisation(organisation, { limit: 5_000 })
      for (const { operation, actor: by } of items.filter(({ outcome }) => outcome === 'read')) {
        const key = `${by.organisation} ${operation}`
        if ((policies as Record<string, Policy>)[operation]?.audit === 'read') found.set(key, (found.get(key) ?? 0) + 1)
      }
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(reads))
  })

  it('has a cell for each operation and each caller', () => {
    console.info(`authorisation matrix: ${cells} cells, ${world.actors.length} callers, ${names.length} operations`)
    expect(cells).toBeGreaterThan(names.length * world.actors.length)
  })
})
