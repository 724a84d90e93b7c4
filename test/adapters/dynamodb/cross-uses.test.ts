import { dynamoCrossUses } from '#adapters/dynamodb/cross-uses.ts'
import { systemRandomness } from '#adapters/system/randomness.ts'
import { aTable } from '#test/builders/a-table.ts'
import { crossUsesContract } from '#test/contracts/cross-uses.ts'

crossUsesContract(async () => {
  const table = await aTable()
  return [dynamoCrossUses(table, systemRandomness), dynamoCrossUses(table, systemRandomness)]
})
