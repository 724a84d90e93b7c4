import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { aTable } from '#test/builders/a-table.ts'
import { issuancesContract } from '#test/contracts/issuances.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

issuancesContract(async () => {
  const table = await aTable()
  return {
    certificates: dynamoCertificates(table),
    issuances: dynamoIssuances(table),
    violations: () => checkRegistry(table),
  }
})
