import * as z from 'zod'
import { assuranceCatalogue, parametersOf } from '#schemas/assurances/catalogue.ts'
import { codeForms } from '../codes.ts'
import { quoted } from '../located-fault.ts'
import { assuranceCodes, type AssuranceCode } from '../undertakings.ts'
import { found, ruleForEach, type Finding, type Rule } from './rule.ts'

/** What the writer must add, in words. */
const wanted: Readonly<Record<string, string>> = {
  consentBy: 'the authority whose consent is needed, for example "BAFA"',
  place: 'the place where the goods stay',
  product: 'the product that the goods are built into',
  event: 'the event after which this is done',
  lists: 'whose embargoes are meant, for example "UN" and "EU"',
  days: 'within how many days',
  years: 'for how many years',
}

const schemas = new Map(assuranceCodes.map((code) => [code, parametersOf(code, codeForms)]))

const given = z.object({
  code: z.enum(assuranceCodes),
  accepted: z.boolean(),
  params: z.record(z.string(), z.unknown()).optional(),
})

/** The shape of the statement has judged the values; here only which parameters there are is of interest. */
function misfits(code: AssuranceCode, params: Readonly<Record<string, unknown>>) {
  const issues = schemas.get(code)!.safeParse(params).error?.issues ?? []
  const foreign = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  const missing = issues.flatMap(({ path: [name] }) =>
    typeof name === 'string' && !Object.hasOwn(params, name) ? [name] : [],
  )
  return { foreign, missing }
}

const takes = (code: AssuranceCode): string => {
  const names = Object.keys(assuranceCatalogue[code].parameters)
  return names.length === 0 ? 'It takes none' : `It takes ${names.join(', ')}`
}

/** A promise with the wrong parameter promises nothing that anybody understands; one without its own, nothing at all. */
const assuranceParameters = ruleForEach(
  'assurance-parameters',
  ['assurances'],
  given,
  ({ code, accepted, params = {} }, path): Finding[] => {
    const { foreign, missing } = misfits(code, params)
    return [
      ...foreign.flatMap((name) =>
        found(
          [...path, 'params', name],
          `${code} takes no parameter ${quoted(name)}. ${takes(code)}; write anything else in "exceptions" or "remarks".`,
        ),
      ),
      ...(accepted ? missing : []).flatMap((name) =>
        found(path, `${code} does not say enough: add "${name}" to its "params", ${wanted[name]!}.`),
      ),
    ]
  },
)

export const parameterRules: readonly Rule[] = [assuranceParameters]
