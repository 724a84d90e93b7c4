import type { ComponentChildren } from 'preact'
import type { QrSummary } from '#schemas/qr.ts'
import type { Classification, GoodsLine } from '#schemas/statement/goods-line.ts'
import { useWords, type Words } from '#web/words/words.tsx'
import { Said } from './said.tsx'

interface RowFacts {
  readonly lineNo: number
  readonly codes: readonly string[]
  readonly quantity: string
  readonly unit: string
  readonly tolerancePct?: string | undefined
  readonly what: ComponentChildren
}

export function GoodsOfStatement({ lines }: { lines: readonly GoodsLine[] }) {
  const words = useWords()
  return (
    <GoodsTable
      rows={lines.map((line) => ({
        ...line,
        codes: codesOf(line, words),
        what: <Description line={line} />,
      }))}
    />
  )
}

export function GoodsOfQr({ lines, lineCount }: { lines: QrSummary['lines']; lineCount: number }) {
  const words = useWords()
  const hidden = lineCount - lines.length
  return (
    <>
      <GoodsTable
        rows={lines.map(({ lineNo, hs, classification, quantity, unit }) => ({
          lineNo,
          quantity,
          unit,
          codes: [...(hs === undefined ? [] : [words.say('goods.hs', { code: hs })]), classification ?? []].flat(),
          what: undefined,
        }))}
      />
      {hidden > 0 && <p>{words.say('goods.hidden', { count: hidden })}</p>}
    </>
  )
}

/** A table that becomes a list of cards where it would not fit; roles keep it a table for screen readers. */
function GoodsTable({ rows }: { rows: readonly RowFacts[] }) {
  const words = useWords()
  const described = rows.some(({ what }) => what !== undefined)
  const [line, what, codes, quantity] = (['goods.line', 'goods.what', 'goods.codes', 'goods.quantity'] as const).map(
    (key) => words.say(key),
  )
  return (
    <>
      <h3 id="goods-title">{words.say('goods.title')}</h3>
      <table class="goods" aria-labelledby="goods-title" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {[line, ...(described ? [what] : []), codes, quantity].map((title) => (
              <th key={title} scope="col" role="columnheader">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={index} role="row">
              <td role="cell" data-title={line}>
                {row.lineNo}
              </td>
              {described && (
                <td role="cell" data-title={what}>
                  <div>{row.what}</div>
                </td>
              )}
              <td role="cell" data-title={codes}>
                <div>
                  {row.codes.map((code) => (
                    <div key={code}>
                      <Said value={code} />
                    </div>
                  ))}
                </div>
              </td>
              <td role="cell" data-title={quantity}>
                <div>
                  <strong>
                    <bdi>{row.quantity}</bdi> <bdi>{words.unit(row.unit)}</bdi>
                  </strong>
                  {row.tolerancePct !== undefined && (
                    <div class="quiet">{words.say('goods.tolerance', { percent: row.tolerancePct })}</div>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Description({ line }: { line: GoodsLine }) {
  return (
    <>
      <strong>
        <Said value={line.descriptionShort} />
      </strong>
      {detailsOf(line, useWords()).map((text) => (
        <div class="quiet" key={text}>
          <Said value={text} />
        </div>
      ))}
    </>
  )
}

function detailsOf(line: GoodsLine, words: Words): string[] {
  const { description, manufacturer, model, partNumber, originCountry, value, serialNumbers } = line
  return [
    description,
    manufacturer && words.say('goods.maker', { maker: manufacturer }),
    model && words.say('goods.model', { model }),
    partNumber && words.say('goods.part', { part: partNumber }),
    originCountry && words.say('goods.origin', { country: words.country(originCountry) }),
    value && words.say('goods.value', { amount: value.amount, currency: value.currency }),
    serialNumbers && words.say('goods.serials', { serials: words.list(serialNumbers) }),
    line.serialsToFollow === true && words.say('goods.serials.follow'),
    line.intangible === true && words.say('goods.intangible'),
  ].filter((text) => typeof text === 'string')
}

function codesOf({ hs, classifications = [] }: GoodsLine, words: Words): string[] {
  return [
    ...(hs === undefined ? [] : [words.say('goods.hs.edition', { code: hs.code, edition: hs.edition })]),
    ...classifications.map((entry) => classificationText(entry, words)),
  ]
}

function classificationText(entry: Classification, words: Words): string {
  return entry.regime === 'NOT-LISTED'
    ? words.say('goods.unlisted', { reason: entry.reason })
    : words.say('goods.class', { regime: entry.regime, code: entry.code })
}
