import { dynamoRegistryKeys } from '#adapters/dynamodb/registry-keys.ts'
import { aTable } from '#test/builders/a-table.ts'
import { registryKeysContract } from '#test/contracts/registry-keys.ts'

registryKeysContract(async () => dynamoRegistryKeys(await aTable()))
