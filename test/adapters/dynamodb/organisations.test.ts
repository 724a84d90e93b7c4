import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { aTable } from '#test/builders/a-table.ts'
import { organisationsContract } from '#test/contracts/organisations.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

organisationsContract(async () => {
  const table = await aTable()
  return { organisations: dynamoOrganisations(table), violations: () => checkRegistry(table) }
})
