import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { OperationName } from '#schemas/operations.ts'
import { operations } from '#schemas/operations.ts'
import type { Operation } from '#schemas/operations/operation.ts'
import type { SessionView } from '#schemas/operations/passkeys.ts'
import { getItem } from '#adapters/dynamodb/item.ts'
import { ceremonyKey, organisationKey, personKey, sessionKey, type Key } from '#adapters/dynamodb/keys.ts'
import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { sha256Base64url, toUtf8 } from '#domain/bytes.ts'
import type { HttpResponse } from '#middleware/call.ts'
import { aLocalRegistry } from '#test/builders/a-local-registry.ts'
import { anInvitation, type InvitationOptions } from '#test/builders/an-invitation.ts'
import { anOrganisation, anOrganisationKey } from '#test/builders/an-organisation.ts'
import { aSoftwarePasskey, type Lies, type SoftwarePasskey } from '#test/builders/an-authenticator.ts'
import { aContext, anHttpEvent } from '#test/builders/an-http-event.ts'

export const now = () => Math.floor(Date.now() / 1000)

/** What a browser holds of a session. */
export interface Browser {
  readonly cookie: string
  readonly csrf: string
}

interface Sent {
  readonly cookies?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

export interface Begun {
  readonly ceremony: string
  readonly options: { readonly challenge: string }
}

/** The whole registry, its real handlers and rows, and people whose browsers and devices may lie. */
export async function aScene() {
  const registry = await aLocalRegistry()
  const { origin, table, handlers } = registry
  const ask = async (name: OperationName, body: unknown, { cookies = [], headers = {} }: Sent = {}) => {
    const operation: Operation = operations[name]
    const event = anHttpEvent({
      routeKey: `${operation.method} ${operation.path}`,
      headers: { 'content-type': 'application/json', ...headers },
      ...(operation.method === 'POST' && { body: JSON.stringify(body) }),
    })
    return handlers[operation.handler]({ ...event, cookies: [...cookies] }, aContext())
  }
  /** A call from a page of the registry, in a session. */
  const askSignedIn = (name: OperationName, body: unknown, { cookie, csrf }: Browser) =>
    ask(name, body, { cookies: [cookie], headers: { origin, 'x-csrf-token': csrf } })

  const employer = anOrganisation({ id: 'people-importer', name: 'People Importer JSC' })
  await dynamoOrganisations(table).register(employer, await anOrganisationKey({ organisation: employer.id }))
  const invite = (name: string, over: InvitationOptions = {}) => anInvitation(table, employer.id, name, over)

  const begin = async (name: 'start-passkey' | 'start-sign-in', body: object, browser?: Browser): Promise<Begun> => {
    const answer = browser === undefined ? await ask(name, body) : await askSignedIn(name, body, browser)
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return JSON.parse(answer.body) as Begun
  }
  const finishPasskey = async ({ ceremony, options }: Begun, passkey: SoftwarePasskey, lies?: Lies) =>
    ask('finish-passkey', { ceremony, label: 'Laptop', response: await passkey.register(options, origin, lies) })
  const finishSignIn = async ({ ceremony, options }: Begun, passkey: SoftwarePasskey, lies?: Lies) =>
    ask('finish-sign-in', { ceremony, response: await passkey.answer(options, origin, lies) })

  /** Somebody who has come, with a passkey and a session. */
  async function somebody(name: string, passkey = aSoftwarePasskey()) {
    const { secret, person } = await invite(name)
    const answer = await finishPasskey(await begin('start-passkey', { invitation: secret }), passkey)
    return { person, passkey, browser: browserOf(answer) }
  }

  /** Changes a row as time, or another's act, would have changed it. */
  async function rewrite(at: Key, over: object): Promise<void> {
    const Item = { ...(await getItem(table, at)), ...over }
    await table.documents.send(new PutCommand({ TableName: table.name, Item }))
  }

  return {
    registry,
    origin,
    table,
    employer,
    ask,
    askSignedIn,
    invite,
    begin,
    finishPasskey,
    finishSignIn,
    somebody,
    rewriteCeremony: async (name: string, over: object) =>
      rewrite(ceremonyKey(await sha256Base64url(toUtf8(name))), over),
    rewriteSession: async ({ cookie }: Browser, over: object) =>
      rewrite(sessionKey(await sha256Base64url(toUtf8(cookie.split('=')[1]!))), over),
    rewritePerson: (person: string, over: object) => rewrite(personKey(employer.id, person), over),
    rewriteEmployer: (over: object) => rewrite(organisationKey(employer.id), over),
    stop: () => registry.stop(),
  }
}

export type Scene = Awaited<ReturnType<typeof aScene>>

/** What the browser keeps of an answer that opened a session. */
export function browserOf({ statusCode, body, cookies }: HttpResponse): Browser {
  if (statusCode !== 201) throw new Error(body)
  return { cookie: cookies![0]!.split(';')[0]!, csrf: (JSON.parse(body) as SessionView).csrf }
}

/** The code of a refusal, or the status of an answer. */
export function codeOf({ statusCode, body }: HttpResponse): string | number {
  return statusCode >= 400 ? (JSON.parse(body) as { code: string }).code : statusCode
}
