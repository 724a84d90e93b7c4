import { dynamoAudit } from '#adapters/dynamodb/audit.ts'
import { aTable } from '#test/builders/a-table.ts'
import { auditContract } from '#test/contracts/audit.ts'

auditContract(async () => dynamoAudit(await aTable()))
