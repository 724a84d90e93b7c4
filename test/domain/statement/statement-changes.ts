/** Changes to a good statement that the rule cases are made of. */
import type { Statement } from '#schemas/statement/statement.ts'

export type Change = (statement: Statement) => void

export const owners = (...shares: string[]): Change => {
  return (s) => {
    s.parties[1]!.owners = shares.map((sharePct, index) => ({ name: `Owner ${index}`, country: 'VN', sharePct }))
  }
}
export const place = (country: string, region?: string): Change => {
  return (s) => {
    s.endUse.countryOfUse = country
    s.endUse.placesOfUse = [{ address: { lines: ['1'], city: 'A', country, ...(region ? { region } : {}) } }]
  }
}
export const dispositions = (...codes: Statement['endUse']['dispositions']): Change => {
  return (s) => {
    s.endUse.dispositions = codes
  }
}
export const both =
  (...changes: Change[]): Change =>
  (s) => {
    for (const change of changes) change(s)
  }
