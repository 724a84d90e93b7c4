import { dynamoOrganisations } from '#adapters/dynamodb/organisations.ts'
import { dynamoSignatories } from '#adapters/dynamodb/signatories.ts'
import { keepSignatory } from '#test/builders/a-signatory.ts'
import { aTable } from '#test/builders/a-table.ts'
import { signatoriesContract } from '#test/contracts/signatories.ts'

signatoriesContract(async () => {
  const table = await aTable()
  return {
    signatories: dynamoSignatories(table),
    register: (organisation, key) => dynamoOrganisations(table).register(organisation, key),
    keep: (signatory) => keepSignatory(table, signatory),
  }
})
