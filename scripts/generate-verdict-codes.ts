import { writeFileSync } from 'node:fs'
import { checkCodes } from '#schemas/verdict.ts'
import { verdictWords } from '#schemas/wording/verdict.ts'

const head = `# Verdict codes

Every check of a verdict has one of these codes, and there are no others. A code never changes its meaning. [format.md](format.md#checks) says which check has which of them, in what order, and with what outcome.

Written by \`scripts/generate-verdict-codes.ts\` from [schemas/verdict.ts](../schemas/verdict.ts) and the English words of [schemas/wording/verdict.ts](../schemas/wording/verdict.ts): change those, then run \`npm run generate\`.

\`{name}\` stands for a fact of the check. What is in square brackets is said only if its facts are known.`

/** The committed list of codes, one heading each, so that `verdict-codes.md#expired` is an address. */
export function verdictCodesText(): string {
  const sections = checkCodes.map((code) => {
    const { means, remedy } = verdictWords[code]
    return [`## ${code}`, means, ...(remedy === undefined ? [] : [`What to do: ${remedy}`])].join('\n\n')
  })
  return `${[head, ...sections].join('\n\n')}\n`
}

export function generateVerdictCodes(): void {
  writeFileSync(new URL('../docs/verdict-codes.md', import.meta.url), verdictCodesText())
}

if (import.meta.main) generateVerdictCodes()
