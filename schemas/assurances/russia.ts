import { memory, seen } from '../source.ts'
import { duty, fact, prohibition } from './kind.ts'

const template = seen('Commission template clause for art. 12g', 'bakermckenzie.com')

/** The clauses that EU law asks of contracts since March 2024, and those that go with them. */
export const russiaAssurances = {
  'A-NO-RU': prohibition(
    { legal: 'optional' },
    seen('Regulation (EU) 833/2014 art. 12g', 'arnoldporter.com, April 2024'),
    template,
  ),
  'A-NO-BY': prohibition({ legal: 'optional' }, memory('Regulation (EU) 765/2006 art. 8g')),
  'A-NO-RU-BEST-EFFORT': duty({}, template),
  'A-NO-RU-MONITOR': duty({}, memory('Commission template clause for art. 12g, paragraph 3')),
  'A-NO-RU-REMEDY': fact(
    { termination: 'optional', penaltyPct: 'optional' },
    seen('Regulation (EU) 833/2014 art. 12g: adequate remedies', 'arnoldporter.com, April 2024'),
  ),
  'A-NO-RU-REPORT': duty(
    { days: 'required' },
    seen('Regulation (EU) 833/2014 art. 12g: notice to the authority', 'cliffordchance.com, March 2024'),
  ),
  'A-NO-IP-USE-RU': prohibition({}, memory('Regulation (EU) 833/2014 art. 12ga')),
} as const
