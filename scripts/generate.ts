import { writeCodeLists } from './generate-code-lists.ts'
import { generateOpenapi } from './generate-openapi.ts'

// Code lists first: the interface is described in terms of them.
writeCodeLists()
generateOpenapi()
