import { writeFileSync } from 'node:fs'
import { assuranceCatalogue } from '#schemas/assurances/catalogue.ts'
import type { Source } from '#schemas/source.ts'
import { assuranceCodes, type AssuranceCode } from '#schemas/statement/undertakings.ts'
import { undertakingWords } from '#schemas/wording/undertakings.ts'

const head = `# Assurance codes

An end-use statement promises by code, never by prose, so that a promise is the same in every language. These are all ${assuranceCodes.length} codes, in the order of their bits in the QR code.

Written by \`scripts/generate-assurances.ts\` from [schemas/assurances](../schemas/assurances) and the English words of [schemas/wording/undertakings.ts](../schemas/wording/undertakings.ts): change those, then run \`npm run generate\`.

\`{name}\` stands for a parameter of the promise. What is in square brackets is said only if its parameters are given. A parameter marked _required_ must stand beside the code when the promise is accepted; no code takes parameters that are not named here. \`A-NO-REEXPORT\` and other promises with \`consentBy\` may stand once for each authority. Sources marked _memory_ are well known but were not read again; they do not bind anybody here.`

const sourceLine = ({ cite, confidence, seenIn }: Source) =>
  `  - ${cite}${seenIn === undefined ? '' : ` (seen in: ${seenIn})`}${confidence === 'memory' ? ' — _memory_' : ''}`

function section(code: AssuranceCode): string {
  const { kind, parameters, sources } = assuranceCatalogue[code]
  const named = Object.entries(parameters).map(([name, need]) => `\`${name}\` (${need})`)
  return [
    `## ${code}`,
    undertakingWords[code],
    [
      `- Kind: ${kind}`,
      ...(named.length === 0 ? [] : [`- Parameters: ${named.join(', ')}`]),
      '- Sources:',
      ...sources.map(sourceLine),
    ].join('\n'),
  ].join('\n\n')
}

/** The committed list of assurance codes, one heading each. */
export const assurancesText = (): string => `${[head, ...assuranceCodes.map(section)].join('\n\n')}\n`

export function generateAssurances(): void {
  writeFileSync(new URL('../docs/assurances.md', import.meta.url), assurancesText())
}

if (import.meta.main) generateAssurances()
