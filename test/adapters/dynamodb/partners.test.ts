import { dynamoPartners } from '#adapters/dynamodb/partners.ts'
import { aTable } from '#test/builders/a-table.ts'
import { partnersContract } from '#test/contracts/partners.ts'

partnersContract(async () => dynamoPartners(await aTable()))
