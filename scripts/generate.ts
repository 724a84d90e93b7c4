import { generateAssurances } from './generate-assurances.ts'
import { writeCodeLists } from './generate-code-lists.ts'
import { generateCrosswalks } from './generate-crosswalks.ts'
import { generateDatedLists } from './generate-dated-lists.ts'
import { generateJsonSchema } from './generate-json-schema.ts'
import { generateProfileList } from './generate-profile-list.ts'
import { generateProfiles } from './generate-profiles.ts'
import { generateOpenapi } from './generate-openapi.ts'
import { generateVerdictCodes } from './generate-verdict-codes.ts'

// Code lists and profiles first: the interface is described in terms of them.
writeCodeLists()
generateProfileList()
generateOpenapi()
generateJsonSchema()
generateVerdictCodes()
generateAssurances()
generateDatedLists()
generateCrosswalks()
generateProfiles()
