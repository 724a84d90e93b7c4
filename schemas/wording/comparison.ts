import type { CheckCode } from '../verdict.ts'
import type { Wording } from './wording.ts'

const stopAndAsk =
  'Look at the goods and papers once more. If they really differ, do not let the goods go on this certificate and ask the exporter.'

/** The comparison with the goods in front of a person. */
export const comparisonWords = {
  'not-given': {
    means: 'You gave nothing to compare it with.',
    remedy: 'Fill in what the goods and the papers say, under “Compare with the goods in front of you”.',
  },
  'not-stated': { means: 'The certificate does not say this, so there is nothing to compare.' },
  'not-in-qr': {
    means: 'The code on paper does not say this, so it could not be compared.',
    remedy: 'Ask for the certificate as a file, and check that.',
  },
  'goods-fit': { means: 'The goods are those of the certificate[ (line {line})].' },
  'line-not-found': {
    means: 'The certificate does not name these goods[; it has the lines {statementLines}].',
    remedy: stopAndAsk,
  },
  'line-ambiguous': {
    means: 'More than one line of the certificate could be meant[: {lines}].',
    remedy: 'Give the number of the line, and compare again.',
  },
  'hs-differs': { means: 'The commodity code is another one.', remedy: stopAndAsk },
  'hs-edition-differs': {
    means: 'The commodity codes come from different editions of the list, so they cannot be compared by their digits.',
    remedy: 'Find the code in the edition that the certificate uses, and compare again.',
  },
  'classification-differs': { means: 'The control-list number is another one.', remedy: stopAndAsk },
  'serial-not-listed': { means: 'A serial number does not stand in the certificate.', remedy: stopAndAsk },
  'quantity-fits': { means: 'The quantity is not more than the certificate allows.' },
  'quantity-exceeded': { means: 'The quantity is more than the certificate allows.', remedy: stopAndAsk },
  'unit-differs': {
    means: 'The quantity is counted in another unit, so it cannot be compared.',
    remedy: 'Count or weigh the goods in the unit of the certificate, and compare again.',
  },
  'parties-fit': { means: 'The name is that of the certificate[ ({role})].' },
  'party-differs': { means: 'The name is another one than in the certificate[ ({role})].', remedy: stopAndAsk },
  'party-not-named': { means: 'The certificate does not name anybody for this part[ ({role})].', remedy: stopAndAsk },
  'party-role-open': { means: 'The certificate names nobody for this part[ ({role})], and need not.' },
  'destination-fits': { means: 'The destination is that of the certificate.' },
  'destination-differs': { means: 'The destination is another one than in the certificate.', remedy: stopAndAsk },
  'route-fits': { means: 'The route passes only countries that the certificate permits.' },
  'transit-not-permitted': {
    means: 'The goods would pass a country that the certificate does not permit.',
    remedy: stopAndAsk,
  },
  'transit-not-limited': { means: 'The certificate does not limit the countries on the way.' },
  'partial-shipment-not-allowed': {
    means: 'The certificate does not allow the goods to be shipped in parts.',
    remedy: stopAndAsk,
  },
  'contract-fits': { means: 'The contract number is that of the certificate.' },
  'contract-differs': { means: 'The contract number is another one than in the certificate.', remedy: stopAndAsk },
  'transport-document-not-recorded': {
    means: 'The registry does not record transport documents yet, so this one was not compared.',
  },
} as const satisfies Partial<Record<CheckCode, Wording>>
