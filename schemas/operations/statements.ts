import * as z from 'zod'
import { elementBook } from '../profile/element.ts'
import { profile } from '../profile/profile.ts'
import { dealFacts, statementCheck } from '../statement-check.ts'
import { profileId } from '../statement/statement.ts'
import { json, type Operation } from './operation.ts'

/** What helps to write a statement: its form, what each regime asks, and what is still missing. */
export const statementOperations = {
  'get-statement-schema': {
    summary: 'The form of a statement, version 1, as a JSON Schema (draft 2020-12)',
    method: 'GET',
    path: '/schemas/statement-1.json',
    handler: 'public',
    input: {},
    status: 200,
    output: z.record(z.string(), z.unknown()),
    refuses: [],
    cacheSeconds: 300,
  },
  'list-profiles': {
    summary: 'What each regime asks of a statement today, and the questions of a form that asks for it',
    method: 'GET',
    path: '/profiles',
    handler: 'public',
    input: {},
    status: 200,
    output: z.strictObject({ asOf: z.iso.date(), profiles: z.array(profile), elements: elementBook }),
    refuses: [],
    cacheSeconds: 3_600,
  },
  'check-statement': {
    summary: 'Says what a statement still lacks for the profiles it claims and others; complete or not; stores nothing',
    method: 'POST',
    path: '/statement-checks',
    handler: 'public',
    accepts: json(131_072),
    input: {
      body: z.strictObject({
        /** As far as it is written yet. */
        statement: z.record(z.string(), z.unknown()),
        /** Profiles to judge by, besides those that the statement claims. */
        profiles: z.array(profileId).max(20).optional(),
        deal: dealFacts.optional(),
      }),
    },
    status: 200,
    output: statementCheck,
    refuses: ['profile-unknown'],
  },
} as const satisfies Record<string, Operation>
