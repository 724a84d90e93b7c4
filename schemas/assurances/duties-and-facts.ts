import { memory, seen } from '../source.ts'
import { consent, duty, fact } from './kind.ts'

const wassenaar = (group: string) => memory(`Wassenaar Arrangement, End-User Assurances Commonly Used, ${group}`)
const bis711 = (block: string) => seen(`Form BIS-711 ${block} (15 CFR 748 Supplement No. 3)`)
const germanArms = seen('Germany, BAFA end-use certificates for arms A1 to A4', 'ostwuerttemberg.ihk.de')

/** What is owed after delivery, what is allowed to the authorities, and what is declared to be so. */
export const dutiesAndFacts = {
  'A-DELIVERY-VERIFY': duty(
    { days: 'optional' },
    wassenaar('group 6 (delivery verification)'),
    seen('Delivery verification certificate, EDIFACT 1001 code 901'),
  ),
  'A-ONSITE': consent(
    wassenaar('group 4 (on-site verification)'),
    germanArms,
    seen('Switzerland, SECO end-user certificate, clause (c)', 'seco.admin.ch'),
  ),
  'A-AUDIT-RECORDS': duty(
    { years: 'required' },
    seen('Regulation (EU) 2021/821 art. 27(3)', 'public research note'),
    seen('India, para 2.73(c) of the handbook of procedures', 'DGFT public notice'),
  ),
  'A-NOTIFY-CHANGE': duty({}, bis711('block 5')),
  'A-NOTIFY-LOSS': duty({ days: 'optional' }, memory('OSCE; International Ammunition Technical Guidelines')),
  'A-RETURN': duty({ event: 'required' }, memory('Temporary export and repair licences')),
  'A-DESTROY': duty({ event: 'optional' }, germanArms),
  'A-TRUE': fact({}, bis711('block 5')),
  'A-AWARE-PENALTY': fact({}, memory('Practice of licensing authorities')),
  'A-SIGN-AUTH': fact(
    {},
    seen('UK, end-user undertaking: signed by an authorised responsible official', 'gov.uk, 28 July 2025'),
    seen('Japan, METI: legal representative or delegate with proof', 'METI instructions, archived 2016'),
  ),
  'A-SHARE': consent(memory('Need of this registry; data-protection basis')),
} as const
