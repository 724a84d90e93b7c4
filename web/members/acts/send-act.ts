import type { OutputOf } from '#schemas/operations/operation.ts'
import { registry, type PageOperations } from '../page/registry.ts'
import type { ActName, PreparedAct } from './prepare-act.ts'

export type ActOutput<N extends ActName> = OutputOf<PageOperations[N]>

/**
 * Sends a signed act. Its Idempotency-Key is SHA-256 of what was signed: sent again, it is the same call, and another act
 * is never taken for it. Throws RegistryRefusal or RegistryUnreachable.
 */
export async function sendAct<N extends ActName>(name: N, { digest, payload }: PreparedAct, body: string) {
  const { organisation, approval } = payload.input
  const call = { organisation, approval, 'idempotency-key': digest, body }
  // The path names what the act names, and the client takes from a call what its operation has.
  return registry.call(name, call as unknown as Parameters<typeof registry.call<N>>[1]) as Promise<ActOutput<N>>
}
