import { CreateTableCommand, ResourceInUseException, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { openTable, tableDefinition, type TableAddress } from '#adapters/dynamodb/table.ts'

/** Creates the registry's table on a local engine unless it is there, and waits until it can be used. */
export async function createTable(address: TableAddress): Promise<void> {
  const { name, documents } = openTable(address)
  try {
    await documents.send(new CreateTableCommand(tableDefinition(name))).catch((error: unknown) => {
      if (!(error instanceof ResourceInUseException)) throw error
    })
    const patience = { client: documents, minDelay: 1, maxDelay: 2, maxWaitTime: 30 }
    await waitUntilTableExists(patience, { TableName: name })
  } finally {
    documents.destroy()
  }
}
