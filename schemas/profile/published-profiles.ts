// Written by scripts/generate-profile-list.ts from the folder schemas/profiles: add a file there and run `npm run generate`.
import chSeco from '../profiles/ch-seco.json' with { type: 'json' }
import cnEndUser from '../profiles/cn-end-user.json' with { type: 'json' }
import deBafaC1 from '../profiles/de-bafa-c1.json' with { type: 'json' }
import deBafaEuc from '../profiles/de-bafa-euc.json' with { type: 'json' }
import eu12g from '../profiles/eu-12g.json' with { type: 'json' }
import frCuf from '../profiles/fr-cuf.json' with { type: 'json' }
import genericWassenaar from '../profiles/generic-wassenaar.json' with { type: 'json' }
import hkSc002 from '../profiles/hk-sc002.json' with { type: 'json' }
import in2s from '../profiles/in-2s.json' with { type: 'json' }
import jpForm2 from '../profiles/jp-form-2.json' with { type: 'json' }
import krForm2 from '../profiles/kr-form-2.json' with { type: 'json' }
import krForm22 from '../profiles/kr-form-2-2.json' with { type: 'json' }
import osceArms from '../profiles/osce-arms.json' with { type: 'json' }
import sgEusBulk from '../profiles/sg-eus-bulk.json' with { type: 'json' }
import sgEusIndividual from '../profiles/sg-eus-individual.json' with { type: 'json' }
import ukEusu from '../profiles/uk-eusu.json' with { type: 'json' }
import us748Statement from '../profiles/us-748-statement.json' with { type: 'json' }
import usBis711 from '../profiles/us-bis-711.json' with { type: 'json' }
import usDsp83 from '../profiles/us-dsp-83.json' with { type: 'json' }
import { closedBook, profileBook } from './profile-book.ts'

const files = [
  chSeco,
  cnEndUser,
  deBafaC1,
  deBafaEuc,
  eu12g,
  frCuf,
  genericWassenaar,
  hkSc002,
  in2s,
  jpForm2,
  krForm2,
  krForm22,
  osceArms,
  sgEusBulk,
  sgEusIndividual,
  ukEusu,
  us748Statement,
  usBis711,
  usDsp83,
]

/** The profiles of this registry. */
export const publishedProfiles = closedBook(() => profileBook(files))
