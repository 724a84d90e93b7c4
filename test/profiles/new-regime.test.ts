import { readFileSync } from 'node:fs'
import { profileBook } from '#schemas/profile/profile-book.ts'
import { regimeExamples } from './regime-examples.ts'
import { regimeSuite } from './regime-suite.ts'

// A regime that nobody thought of is a data file and its examples: here is one, and not a line of code for it.
const atlantis: unknown = JSON.parse(readFileSync('test/profiles/fixture/xx-atlantis.json', 'utf8'))

regimeSuite(regimeExamples('test/profiles/fixture/examples'), profileBook([atlantis]))
