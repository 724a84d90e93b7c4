import { parseArgs } from 'node:util'
import * as z from 'zod'
import { openTable } from '#adapters/dynamodb/table.ts'
import { RegistryError } from '#domain/errors.ts'
import { origin, organisationId } from '#schemas/certificate.ts'
import { environments } from '#schemas/environment.ts'
import { organisation } from '#schemas/organisation.ts'
import { signatoryPerson } from '#schemas/certificate.ts'
import { foundRegistry } from '#scripts/local/found-registry.ts'

const table = environments.public.pick({ TABLE_NAME: true, DYNAMODB_ENDPOINT: true })

const usage = `Founds a registry: lets the first people of its operator in, by links that work once, for a week.

  npm run found -- --origin https://registry.example --id the-operator --name "The Operator" --country VN \\
    --person "Olga Reyes, Registrar" --person "Pablo Sato, Deputy registrar"

  --origin   the registry's own origin
  --id       of the operator: small letters, digits and dashes; never changes
  --person   name and position, for at least two people: what one of them proposes the other approves

The table is that of TABLE_NAME, in the AWS region of the environment or at DYNAMODB_ENDPOINT. Once two of them have
come, this does nothing any more: further people are invited in the page. Until then it makes new links for those who
have not come, and their old ones end: of one person alone nothing could be approved.
Hand each link to its person by a way that nobody else reads.`

const asked = z.strictObject({
  origin,
  id: organisationId,
  name: organisation.shape.name,
  country: organisation.shape.country,
  person: z
    .array(
      z
        .string()
        .regex(/^[^,]+,[^,]+$/, { error: 'Write a person as "name, position".' })
        .transform((text) => text.split(',').map((part) => part.trim()))
        .transform(([name, title]) => ({ name, title }))
        .pipe(signatoryPerson.pick({ name: true, title: true })),
    )
    .min(2, { error: 'Name at least two people: --person twice.' })
    .max(20),
})

async function found(): Promise<string> {
  const { values } = parseArgs({
    options: {
      origin: { type: 'string' },
      id: { type: 'string' },
      name: { type: 'string' },
      country: { type: 'string' },
      person: { type: 'string', multiple: true },
    },
  })
  const { origin: own, id, name, country, person: people } = asked.parse(values)
  const { TABLE_NAME, DYNAMODB_ENDPOINT: endpoint } = table.parse(process.env)
  const links = await foundRegistry(openTable({ name: TABLE_NAME, endpoint }), {
    origin: own,
    operator: { id, name, country },
    people,
  })
  if (links.length === 0) return 'This registry is founded: two people of its operator have come already.'
  return links.map(({ name: invited, link }) => `${invited}\n  ${link}`).join('\n')
}

function sentenceFor(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (error instanceof RegistryError) return error.message
  return error instanceof Error ? error.message : 'unknown failure'
}

if (process.argv.includes('--help')) {
  process.stdout.write(`${usage}\n`)
} else {
  try {
    process.stdout.write(`${await found()}\n`)
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\nHow this is used: --help\n`)
    process.exitCode = 1
  }
}
