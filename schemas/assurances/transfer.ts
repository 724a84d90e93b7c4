import { memory, seen } from '../source.ts'
import { duty, prohibition } from './kind.ts'

const wassenaar = (group: string) => memory(`Wassenaar Arrangement, End-User Assurances Commonly Used, ${group}`)
const dsp83 = seen('22 CFR 123.10 (form DSP-83)')
const block2 = seen('Form BIS-711 block 2 (15 CFR 748 Supplement No. 3)')

/** Promises about whom the goods may go to. */
export const transferAssurances = {
  'A-NO-REEXPORT': prohibition(
    { consentBy: 'required', exceptCountries: 'optional' },
    dsp83,
    seen('Germany, BAFA end-use certificates sections E and F', 'diebewertung.de, notice of 31 October 2024'),
    seen('Korea, strategic goods notice, annexed form 2-2'),
    seen('France, order of 13 December 2001, annex 2'),
  ),
  'A-NO-REEXPORT-EXCEPT-GL': prohibition(
    { consentBy: 'required' },
    seen('Germany, BAFA notices of 31 October 2024', 'cattwyk.com'),
  ),
  'A-REEXPORT-OWN-AUTH': duty({}, wassenaar('group 5 (re-export)')),
  'A-NO-TRANSFER-INCOUNTRY': prohibition(
    { consentBy: 'optional' },
    dsp83,
    seen('China: no transfer to third parties without consent', 'hicom-asia (secondary)'),
    seen('Singapore, end-user statement: direct or indirect transfer', 'lexology, 2017'),
  ),
  'A-NO-TRANSIT-DIVERT': prohibition({}, wassenaar('group 5 (diversion)')),
  'A-NO-EMBARGOED': prohibition(
    { lists: 'required' },
    seen('UK, end-user and stockist undertaking, section 4', 'gov.uk, 8 September 2025'),
  ),
  'A-NO-LISTED-PARTY': prohibition({}, memory('OFAC 50 percent rule'), memory('Regulation (EU) 269/2014')),
  'A-COMPONENT-NO-RESALE': prohibition(
    {},
    memory('UK, incorporation case of the end-user undertaking'),
    memory('Germany, BAFA end-use certificate section F'),
  ),
  'A-INCORPORATE-ONLY': prohibition({ product: 'required' }, block2),
  'A-RESALE-DOMESTIC-ONLY': prohibition(
    {},
    block2,
    seen('India, stock and sale of SCOMET items', 'DGFT public notice 04/2019'),
  ),
  'A-STOCK-FLOWDOWN': duty(
    {},
    seen('UK, stockist undertaking', 'gov.uk, 28 July 2025'),
    seen('India, stock and sale of SCOMET items', 'DGFT public notice 04/2019'),
    seen('Japan, METI form for stock sale', 'METI instructions, archived 2016'),
  ),
  'A-FLOWDOWN': duty(
    {},
    seen('Singapore, end-user statement', 'lexology, 2017'),
    memory('Regulation (EU) 833/2014 art. 12g(2)'),
  ),
} as const
