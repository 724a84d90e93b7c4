import { operations } from '#schemas/operations.ts'
import { operationClient, type ClientOptions, type OperationClient } from './operation-client.ts'

export type RegistryClient = OperationClient<typeof operations>

/** The registry as its callers see it: one method over the whole table of operations. */
export function registryClient(options: ClientOptions): RegistryClient {
  return operationClient(operations, options)
}
