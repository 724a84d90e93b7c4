import { planAddKey } from './plan-add-key.ts'
import { planChangeOrganisation } from './plan-change-organisation.ts'
import { planEndKey } from './plan-end-key.ts'
import { planInvitePerson } from './plan-invite-person.ts'
import { planRegisterOrganisation } from './plan-register-organisation.ts'
import { planRemovePerson } from './plan-remove-person.ts'
import { planVouchIdentity } from './plan-vouch-identity.ts'
import type { ActInput, Plan, PlannedActName, Setting } from './plan.ts'

/** What each act makes of how things stand: when it is sent, and once more when a second person approves it. */
export const actPlans: {
  readonly [N in PlannedActName]: (input: ActInput<N>, setting: Setting) => Plan | Promise<Plan>
} = {
  'register-organisation': planRegisterOrganisation,
  'change-organisation': planChangeOrganisation,
  'vouch-identity': planVouchIdentity,
  'add-key': planAddKey,
  'end-key': planEndKey,
  'invite-person': planInvitePerson,
  'remove-person': planRemovePerson,
}
