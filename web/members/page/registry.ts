import { operationClient } from '#client/operation-client.ts'
import { memberOperations } from '#schemas/operations/members.ts'
import { passkeyOperations, type SessionView } from '#schemas/operations/passkeys.ts'
import { recordOperations } from '#schemas/operations/records.ts'

/** The operations that pages for members ask for. */
export const pageOperations = {
  ...passkeyOperations,
  ...memberOperations,
  'read-audit': recordOperations['read-audit'],
} as const

export type PageOperations = typeof pageOperations

let session: SessionView | undefined

/** Whose calls these are from now on. */
export function callAs(view: SessionView | undefined): void {
  session = view
}

export const registry = operationClient(pageOperations, {
  origin: location.origin,
  session: () => session?.csrf,
})
