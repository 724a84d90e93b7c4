import { defaultKeyDelay, mostKeys, newKey, windowFaults } from './key-window.ts'
import type { ActInput, Plan, Setting } from './plan.ts'
import { notAllowed, refuseFaults, requireSubject } from './refusals.ts'

/**
 * A further public key. It signs after a delay, in which a key that was slipped in is seen and ended; where an
 * organisation has or had people, a second person decides. Throws RegistryError `request-invalid`,
 * `organisation-unknown` or `not-allowed`.
 */
export async function planAddKey({ jwk, notAfter }: ActInput<'add-key'>, setting: Setting): Promise<Plan> {
  const { organisation, people, keys } = requireSubject(setting)
  const notBefore = setting.now + (organisation.keyDelay ?? defaultKeyDelay)
  refuseFaults(windowFaults('/notAfter', notBefore, notAfter))
  if (keys.length >= mostKeys)
    throw notAllowed(
      `This organisation has had ${mostKeys} keys, as many as the evidence of a certificate takes. Ask the operator.`,
    )
  const after = await newKey(organisation.id, { jwk, notBefore, notAfter })
  return {
    changes: [{ kind: 'key', before: undefined, after }],
    result: after,
    needsSecondPerson: people.length > 0,
    summary: `Add the key ${after.kid} to ${organisation.id} (${organisation.name})`,
  }
}
