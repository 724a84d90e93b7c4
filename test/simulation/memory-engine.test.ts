import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { dynamoLedger } from '#adapters/dynamodb/ledger.ts'
import { dynamoStatusActs } from '#adapters/dynamodb/status-acts.ts'
import { ledgerContract } from '#test/contracts/ledger.ts'
import { checkRegistry } from '#test/invariants/check-registry.ts'
import { MemoryEngine, memoryTable } from './memory-engine.ts'

ledgerContract(async () => {
  const table = memoryTable(new MemoryEngine())
  return {
    ledger: dynamoLedger(table),
    issuances: dynamoIssuances(table),
    statusActs: dynamoStatusActs(table),
    violations: () => checkRegistry(table),
  }
})
