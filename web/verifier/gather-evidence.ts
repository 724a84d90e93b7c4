import { registryClient } from '#client/registry-client.ts'
import type { Evidence, Presented } from '#schemas/evidence.ts'
import type { Registry } from '#schemas/keys.ts'

const registry = registryClient({ origin: location.origin })

let remembered: Registry | undefined

/** Fetches the registry's keys ahead, so that a signature can be checked even if the connection is lost afterwards. */
export async function greetRegistry(): Promise<Registry | undefined> {
  try {
    remembered = await registry.call('get-registry', {})
  } catch {
    // Without keys the verdict says that it could not check; there is nothing else to do about it here.
  }
  return remembered
}

/**
 * What the registry knows of what is presented. Any trouble with the network or the registry is a fact that nobody could
 * say, never a bad certificate.
 */
export async function gatherEvidence(presented: Presented): Promise<Evidence> {
  try {
    return await registry.call('gather-evidence', { body: { presented } })
  } catch {
    const known = remembered ?? (await greetRegistry())
    return {
      registries: known === undefined ? [] : [known],
      record: { found: 'not-reached' },
      signatory: { found: 'not-reached' },
    }
  }
}
