import { memberOperations } from '#schemas/operations/members.ts'

/** Why something is done, as the registry takes it. */
export const reasonText = memberOperations['remove-person'].act.shape.reason
