import { exampleStatements } from '#examples/statements.ts'
import type { Statement } from '#schemas/statement/statement.ts'
import { grouped } from '#scripts/verifier/tell-verdict.ts'
import type { FoundersInvitation } from './found-registry.ts'
import type { DemoCertificate } from './demo-certificates.ts'
import { terminalQr } from './terminal-qr.ts'

/** What to do with a registry that has just started: lines for the terminal, commands that work when pasted. */
export async function introduction(
  origin: string,
  demos: readonly DemoCertificate[],
  founders: readonly FoundersInvitation[],
  today: string,
): Promise<string[]> {
  const [{ name, certificate }] = demos as [DemoCertificate, ...DemoCertificate[]]
  const { isTTY, columns } = process.stdout
  const picture = await terminalQr(certificate.qr, isTTY ? columns : undefined, isTTY)
  const presented = { qr: certificate.qr }
  const shipment = shipmentOf(exampleStatements[name](today))
  const here = origin.endsWith(':3000') ? '' : ` --registry ${origin}`
  return [
    '',
    picture ?? '(Make the terminal wider to see the QR code of the first certificate here.)',
    `Above: the QR code of ${name}. The text in it opens the verifier page too:`,
    certificate.qr,
    '',
    `Verifier page   ${origin}/`,
    ...demos.map((demo) => `Certificate     ${grouped(demo.certificate.id)}   ${demo.name}`),
    `Sign-in         ${origin}/sign-in.html`,
    ...founders.map(({ name, link }) => `${name.padEnd(16)}${link}`),
    '',
    'Who is this registry?',
    `  curl -s ${origin}/.well-known/end-use-registry`,
    'Is the code genuine?',
    `  ${post(origin, 'verifications', { presented })}`,
    'Do these goods, to this consignee, fit it? (Change a fact, and see.)',
    `  ${post(origin, 'verifications', { presented, shipment })}`,
    'Sign a statement as its importer, and have it issued:',
    `  npm run -s sign -- examples/statement.json${here} | curl -s ${origin}/certificates -H 'Content-Type: application/jwt' -H "Idempotency-Key: my-statement-$(date +%s)" --data-binary @-`,
    'See what customs may see of it (also: carrier, bank, authority, operator):',
    `  ${post(origin, 'certificate-views', { presented: { id: certificate.id } })} -H "Authorization: Bearer $(npm run -s token -- customs${here})"`,
    '',
    'Ctrl-C stops the registry; what it issued is still there at the next start.',
  ]
}

const post = (origin: string, path: string, body: unknown) =>
  `curl -s ${origin}/${path} -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))}`

/** For a shell: a name may have an apostrophe in it. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** Facts of a shipment as its papers would have them. */
function shipmentOf({ lines, parties, endUse }: Statement) {
  const consignee = parties.find(({ roles }) => roles.includes('FINAL_CONSIGNEE') || roles.includes('END_USER'))!
  return {
    lines: lines.map(({ lineNo, quantity, unit }) => ({ lineNo, quantity, unit })),
    parties: [
      {
        role: consignee.roles.includes('FINAL_CONSIGNEE') ? 'FINAL_CONSIGNEE' : 'END_USER',
        name: consignee.legalName,
        country: consignee.address.country,
      },
    ],
    destination: endUse.countryOfUse,
  }
}
