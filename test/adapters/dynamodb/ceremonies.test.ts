import { dynamoCeremonies } from '#adapters/dynamodb/ceremonies.ts'
import { aTable } from '#test/builders/a-table.ts'
import { ceremoniesContract } from '#test/contracts/ceremonies.ts'

ceremoniesContract(async () => dynamoCeremonies(await aTable()))
