import type { ActInput, Plan, Setting } from './plan.ts'
import { notAllowed, requireSubject } from './refusals.ts'

const mostEvidence = 50

/** Adds evidence of who an organisation is. Throws RegistryError `organisation-unknown` or `not-allowed`. */
export function planVouchIdentity({ evidence }: ActInput<'vouch-identity'>, setting: Setting): Plan {
  const { organisation: before } = requireSubject(setting)
  const { id: by, name: byName } = setting.signatory.organisation
  if (by === before.id) throw notAllowed('Another organisation has to say who yours is.')
  if (before.identity.length >= mostEvidence)
    throw notAllowed(`This organisation has evidence from ${mostEvidence} times already; more does not help anybody.`)
  const identity = [...before.identity, { by, byName, at: setting.now, ...evidence }]
  const after = { ...before, identity, version: before.version + 1 }
  return {
    changes: [{ kind: 'organisation', before, after }],
    result: after,
    needsSecondPerson: false,
    summary: `Vouch for ${before.id} (${before.name})`,
  }
}
