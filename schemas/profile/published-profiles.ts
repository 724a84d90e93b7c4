// Written by scripts/generate-profile-list.ts from the folder schemas/profiles: add a file there and run `npm run generate`.
import deBafaC1 from '../profiles/de-bafa-c1.json' with { type: 'json' }
import usBis711 from '../profiles/us-bis-711.json' with { type: 'json' }
import { profileBook } from './profile-book.ts'

/** The profiles of this registry. */
export const publishedProfiles = profileBook([deBafaC1, usBis711])
