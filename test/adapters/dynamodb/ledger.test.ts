import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { aTable } from '#test/builders/a-table.ts'
import { ledgerContract } from '#test/contracts/ledger.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'

ledgerContract(async () => {
  const table = await aTable()
  return {
    ledger: dynamoLedger(table),
    issuances: dynamoIssuances(table),
    statusActs: dynamoStatusActs(table),
    violations: () => checkRegistry(table),
  }
})
