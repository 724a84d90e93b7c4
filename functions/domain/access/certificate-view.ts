import type { Certificate } from '#schemas/certificate.ts'
import type { CertificateView } from '#schemas/operations/records.ts'
import type { Organisation } from '#schemas/organisation.ts'
import { policies, type Policy } from '#schemas/policy.ts'
import type { Member } from '#schemas/principal.ts'
import type { PartialStatement } from '#schemas/statement/partial-statement.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { parseCanonicalJson, readText } from '../canonical-json.ts'
import { readCredential, readCredentialPayload } from '../certificate/credential.ts'
import { statementFields, type Reader } from './statement-fields.ts'

export type View = CertificateView['view']
/** Views that show a part. */
type PartialView = 'carrier' | 'bank'

/** What a view shows of a certificate of our own store, at `asOf`. A damaged one throws CheckFailure. */
export function certificateViewOf(certificate: Certificate, view: View, asOf: number): CertificateView {
  const { id, status, statusSince, organisation, issuedAt, validFrom, validUntil, sth } = certificate
  const facts = { id, view, status, statusSince, organisation, issuedAt, validFrom, validUntil, sth, asOf }
  const statement = statementOf(certificate)
  if (view === 'carrier' || view === 'bank') return { ...facts, statement: statementPart(statement, view) }
  return { ...facts, statement, credential: certificate.credential, request: certificate.request }
}

export function statementOf({ credential }: Certificate): Statement {
  return readCredentialPayload(parseCanonicalJson(readText(readCredential(credential).payloadBytes))).statement
}

/** The members of a statement that a view shows; whatever the table does not name is withheld, and so is what is left empty. */
export function statementPart(statement: Statement, view: PartialView): PartialStatement {
  return (part(statement, statementFields, view) ?? {}) as PartialStatement
}

interface Table {
  readonly [name: string]: Reader | Table
}

function part(value: unknown, fields: Reader | Table | undefined, view: PartialView): unknown {
  if (fields === undefined) return undefined
  if (typeof fields === 'string') return shown(value, fields, view)
  if (Array.isArray(value)) {
    const parts = value.map((each) => part(each, fields, view)).filter((each) => each !== undefined)
    return parts.length === 0 ? undefined : parts
  }
  if (typeof value !== 'object' || value === null) return undefined
  const members = Object.entries(value).flatMap(([name, member]) => {
    const seen = part(member, Object.hasOwn(fields, name) ? fields[name] : undefined, view)
    return seen === undefined ? [] : [[name, seen] as const]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

const shown = (value: unknown, reader: Reader, view: PartialView): unknown => {
  if (reader === 'carrier as HS6')
    return view === 'carrier' && typeof value === 'string' ? value.slice(0, 6) : undefined
  return reader === 'both' || reader === view ? value : undefined
}

const viewOfRole = {
  customs: 'customs',
  authority: 'customs',
  importer: 'holder',
  bank: 'bank',
  carrier: 'carrier',
} as const satisfies Record<keyof (typeof policies)['view-certificate']['roles'], View>
const mostFirst = Object.keys(viewOfRole) as (keyof typeof viewOfRole)[]

/**
 * The view that a member has of a certificate: of its roles the one that sees most, by the table of policies. Undefined if
 * there is none. `presented`: it holds the paper itself. `known`: its organisation in the registry's own record.
 */
export function viewFor(
  member: Member,
  known: Organisation | undefined,
  certificate: Certificate,
  presented: boolean,
): View | undefined {
  const relations: Policy['roles'] = policies['view-certificate'].roles
  const isNamed = () => presented || (known !== undefined && isNamedIn(statementOf(certificate), known))
  const role = mostFirst.find((each) => {
    if (!member.roles.includes(each)) return false
    const relation = relations[each]
    if (relation === 'any') return true
    if (relation === 'own') return certificate.organisation === member.organisation
    return relation === 'named' && isNamed()
  })
  return role && viewOfRole[role]
}

/** Whether the organisation is a party of the statement: by one of its numbers, to the letter; names are not enough. */
export function isNamedIn({ parties }: Statement, { identifiers = [] }: Organisation): boolean {
  return identifiers.some((own) =>
    parties.some((party) => (party.identifiers ?? []).some((other) => isSameIdentifier(own, other))),
  )
}

type Identifier = NonNullable<Organisation['identifiers']>[number]

function isSameIdentifier(one: Identifier, other: Identifier): boolean {
  if (one.scheme !== other.scheme || one.value !== other.value) return false
  // A national number is one of its country's register.
  if (one.scheme !== 'NATIONAL' || other.scheme !== 'NATIONAL') return true
  return one.country === other.country && one.register === other.register
}
