import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { dynamoStatusLists } from '#adapters/dynamodb/status-lists.ts'
import { aTable } from '#test/builders/a-table.ts'
import { statusActsContract } from '#test/contracts/status-acts.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

statusActsContract(async () => {
  const table = await aTable()
  return {
    statusActs: dynamoStatusActs(table),
    statusLists: dynamoStatusLists(table),
    certificates: dynamoCertificates(table),
    issuances: dynamoIssuances(table),
    violations: () => checkRegistry(table),
  }
})
