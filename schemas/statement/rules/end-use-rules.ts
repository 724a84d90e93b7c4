import * as z from 'zod'
import { codeList, found, rule, type Rule } from './rule.ts'

const disposed = z.object({ dispositions: codeList })
const endUse = <T extends z.ZodRawShape>(shape: T) => z.object({ endUse: disposed.extend(shape) })
const anything = z.unknown().optional()

const at = (dispositions: readonly string[], code: string) => ['endUse', 'dispositions', dispositions.indexOf(code)]

/** "Used as received in manufacturing" leaves nothing to send on or to build in (15 CFR 748 Supp. 3). */
const capitalStays = rule('capital-stays', endUse({}), ({ endUse: { dispositions } }) =>
  dispositions.includes('CAPITAL')
    ? ['REEXPORT', 'INCORPORATE'].flatMap((other) =>
        dispositions.includes(other)
          ? found(
              at(dispositions, other),
              `CAPITAL means that the goods are used as received, so ${other} cannot stand beside it. Keep one; if lines differ, make two statements.`,
            )
          : [],
      )
    : [],
)

const reexportTarget = rule(
  'reexport-target',
  endUse({ resaleTo: anything, distributionCountries: anything }),
  ({ endUse: { dispositions, resaleTo, distributionCountries } }) =>
    dispositions.includes('REEXPORT') && resaleTo === undefined && distributionCountries === undefined
      ? found(
          at(dispositions, 'REEXPORT'),
          'Say where the goods will be re-exported to: buyers in "resaleTo" or countries in "distributionCountries". This is no permission to re-export.',
        )
      : [],
)

const otherDescribed = rule(
  'disposition-other',
  endUse({ dispositionOther: anything }),
  ({ endUse: { dispositions, dispositionOther } }) => {
    const says = dispositions.includes('OTHER')
    if (says === (dispositionOther !== undefined)) return []
    return says
      ? found(at(dispositions, 'OTHER'), 'Describe in "dispositionOther" what will become of the goods.')
      : found(
          ['endUse', 'dispositionOther'],
          'This describes another disposition, but OTHER is not among the dispositions. Add it, or remove the description.',
        )
  },
)

const incorporatedWhere = rule(
  'incorporated-into',
  endUse({ incorporatedInto: anything }),
  ({ endUse: { dispositions, incorporatedInto } }) =>
    dispositions.includes('INCORPORATE') && incorporatedInto === undefined
      ? found(at(dispositions, 'INCORPORATE'), 'Say in "incorporatedInto" which product the goods will be built into.')
      : [],
)

const dispositionOnce = rule('said-twice', endUse({}), ({ endUse: { dispositions } }) =>
  dispositions.flatMap((code, index) =>
    dispositions.indexOf(code) < index
      ? found(['endUse', 'dispositions', index], 'This disposition is given twice.')
      : [],
  ),
)

export const endUseRules: readonly Rule[] = [
  capitalStays,
  reexportTarget,
  otherDescribed,
  incorporatedWhere,
  dispositionOnce,
]
