import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { aTable } from '#test/builders/a-table.ts'
import { certificatesContract } from '#test/contracts/certificates.ts'

certificatesContract(async () => {
  const table = await aTable()
  return {
    certificates: dynamoCertificates(table),
    issuances: dynamoIssuances(table),
    statusActs: dynamoStatusActs(table),
  }
})
