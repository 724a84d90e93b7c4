import type { Statement } from '#schemas/statement/statement.ts'
import { cncForVietnam } from './cnc-for-vietnam.ts'
import { nightVisionForMorocco } from './night-vision-for-morocco.ts'
import { valvesForBrazil } from './valves-for-brazil.ts'

/** Three statements as they come in practice, by name; `today` is YYYY-MM-DD. Every company and person is invented. */
export const exampleStatements = {
  'cnc-for-vietnam': cncForVietnam,
  'valves-for-brazil': valvesForBrazil,
  'night-vision-for-morocco': nightVisionForMorocco,
} as const satisfies Record<string, (today: string) => Statement>

export type ExampleName = keyof typeof exampleStatements

/** What `statement.json` holds: an example to copy, with dates that stay good until 2030. */
export const exampleToCopy = (): Statement => ({ ...cncForVietnam('2026-11-01'), validUntil: '2030-10-31' })
