import { bareNumber, type TransportDocument } from '#schemas/transport-document.ts'
import { foldedName } from '../verification/same-name.ts'

/**
 * One text for all spellings of one transport document: separators and case do not count, nor accents and punctuation in
 * a carrier's name, nor the carrier's own code written again in front of its number. Two documents never share one.
 */
export function transportDocumentKey(document: TransportDocument): string {
  const number = bareNumber(document.number)
  switch (document.kind) {
    case 'AWB':
    case 'POST':
      return `${document.kind}/${number}`
    case 'BL':
    case 'CIM':
      return `${document.kind}/${document.carrier}/${withoutCarrier(number, document.carrier)}`
    case 'HAWB':
    case 'HBL':
    case 'CMR':
    case 'COURIER':
    case 'OTHER':
      // Of one carrier's number people say now this kind and now that; it is one document all the same.
      return `CARRIER/${keyName(document.carrier)}/${number}`
  }
}

function withoutCarrier(number: string, carrier: string): string {
  const bare = number.startsWith(carrier) ? number.slice(carrier.length) : number
  return bare === '' ? number : bare
}

/** Nothing that separates parts of a key, and none for a name of signs only. */
function keyName(carrier: string): string {
  return encodeURIComponent(foldedName(carrier).replaceAll(' ', ''))
}

/** Container numbers as people compare them: without separators, sorted, each once. */
export function containerNumbers(written: readonly string[]): string[] {
  return [...new Set(written.map(bareNumber))].toSorted()
}
