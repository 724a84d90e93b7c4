import { memory, seen } from '../source.ts'
import { prohibition } from './kind.ts'

const korea = seen('Korea, strategic goods notice, annexed form 2-2 (end-user statement)')
const wassenaar = (group: string) => memory(`Wassenaar Arrangement, End-User Assurances Commonly Used, ${group}`)

/** Promises about what the goods are used for, by whom and where. */
export const useAssurances = {
  'A-USE-DECLARED': prohibition(
    {},
    wassenaar('group 3 (end-use)'),
    memory('OSCE FSC.DEC/5/04'),
    seen('China, end-user certificate: no use outside the declared end-use', 'hicom-asia (secondary)'),
  ),
  'A-USER-ONLY': prohibition({}, wassenaar('group 4 (location)'), memory('OSCE FSC.DEC/5/04')),
  'A-LOCATION': prohibition({ place: 'required' }, wassenaar('groups 4 and 5'), korea),
  'A-NO-NUC': prohibition({}, korea, memory('Regulation (EU) 2021/821 art. 4(1)(a)'), memory('15 CFR 744.2')),
  'A-NO-CHEM': prohibition({}, korea, memory('15 CFR 744.4'), memory('Chemical Weapons Convention')),
  'A-NO-BIO': prohibition({}, korea, memory('15 CFR 744.4'), memory('Biological and Toxin Weapons Convention')),
  'A-NO-MISSILE': prohibition({}, korea, memory('15 CFR 744.3'), memory('Missile Technology Control Regime')),
  'A-NO-UNSAFEGUARDED': prohibition(
    {},
    memory('15 CFR 744.2'),
    seen('Nuclear Suppliers Group guidelines part 1, named in the Korean form 2-2'),
  ),
  'A-NO-MIL': prohibition(
    { countries: 'optional' },
    memory('Regulation (EU) 2021/821 art. 4(1)(b)'),
    memory('15 CFR 744.21'),
    seen('China: civil use only', 'hicom-asia (secondary)'),
  ),
  'A-CIVIL-ONLY': prohibition(
    {},
    seen('Hong Kong, importer/end-user statement SC002', 'Trade and Industry Department, circular 8/04'),
    seen('China: civil use only', 'hicom-asia (secondary)'),
  ),
  'A-NO-MIL-INTEL': prohibition({}, memory('15 CFR 744.22')),
  'A-NO-SURVEIL': prohibition({}, memory('Regulation (EU) 2021/821 art. 5')),
  'A-NO-CIVILIAN-ATTACK': prohibition({}, seen('Switzerland, SECO end-user certificate, clause (b)', 'seco.admin.ch')),
  'A-NO-TERROR': prohibition(
    {},
    memory('UN Security Council resolutions 1540 and 1373'),
    seen('India, catch-all clause of the SCOMET notices', 'DGFT public notice'),
  ),
  'A-NO-ADV-COMPUTE': prohibition({}, seen('15 CFR 744.23 and BIS red flags 14 to 27', 'pubt.io (summary)')),
  'A-NO-REVERSE': prohibition({}, memory('Contract practice')),
  'A-TECH-ACCESS': prohibition({}, memory('15 CFR 734.13 (deemed exports)')),
  'A-CWC-PURPOSE': prohibition(
    {},
    memory('Chemical Weapons Convention art. VI'),
    seen('UK, Schedule 3 chemicals end-user certificate', 'nibusinessinfo.co.uk'),
  ),
} as const
