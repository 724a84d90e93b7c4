import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, inject, it } from 'vitest'
import { dynamoCertificates } from '#adapters/dynamodb/certificates.ts'
import { dynamoIssuances } from '#adapters/dynamodb/issuances.ts'
import { openTable, tableDefinition } from '#adapters/dynamodb/table.ts'
import { createTable } from '#scripts/engine/create-table.ts'
import { aCertificateFor, aChangeFor, aLeafFor, aPlan } from '#test/builders/a-plan.ts'
import { aTable, aTableAddress, everythingIn } from '#test/builders/a-table.ts'

describe('createTable', () => {
  it('makes the table that is described, and leaves one that is there as it is', async () => {
    const address = await aTableAddress()
    const table = openTable(address)
    await dynamoIssuances(table).takeStatusIndex(1)
    await createTable(address)

    const { Table: made } = await table.documents.send(new DescribeTableCommand({ TableName: address.name }))
    const { AttributeDefinitions, KeySchema } = tableDefinition(address.name)
    expect(made).toMatchObject({ TableStatus: 'ACTIVE', KeySchema })
    expect(made?.AttributeDefinitions).toEqual(expect.arrayContaining(AttributeDefinitions))
    expect(await everythingIn(table)).toHaveLength(2)
  })

  it('lets two processes make it at once', async () => {
    const address = { name: `registry-${crypto.randomUUID()}`, endpoint: inject('dynamodbEndpoint') }

    await expect(Promise.all([createTable(address), createTable(address)])).resolves.toHaveLength(2)
  })
})

describe('the table', () => {
  it('holds a certificate of the largest request that is let in', async () => {
    const table = await aTable()
    const payload = `{"statement":"${'x'.repeat(98_200)}"}`
    const token = `${'A'.repeat(100)}.${Buffer.from(payload).toString('base64url')}.${'A'.repeat(86)}`
    const plan = aPlan({ request: token.padEnd(131_072, 'A'), payload: payload.padEnd(98_304, ' ') })
    const certificate = aCertificateFor(plan)
    await dynamoIssuances(table).plan(plan)
    const planned = sizeOf((await everythingIn(table))[0]!)
    await dynamoIssuances(table).finish(plan, certificate, aLeafFor(certificate), aChangeFor(certificate))
    const issued = sizeOf((await everythingIn(table)).find(({ SK }) => SK === 'CERT')!)

    expect(await dynamoCertificates(table).find(plan.id)).toEqual(certificate)
    expect({ planned, issued }).toEqual({ planned: expect.toSatisfy(fits), issued: expect.toSatisfy(fits) })
    console.log(`largest plan ${planned} bytes, largest certificate ${issued} bytes, of ${itemLimit}`)
  })

  it('is unavailable, within seconds, when nobody answers', async () => {
    const store = dynamoCertificates(openTable({ name: 'any', endpoint: 'http://127.0.0.1:9' }))

    await expect(store.find(aPlan().id)).rejects.toMatchObject({ name: 'RegistryError', code: 'store-unavailable' })
  })

  it.each<[string, RequestListener]>([
    ['answers with something that is not JSON', (_, response) => void response.end('<html>')],
    ['is overloaded', (_, response) => void response.writeHead(503).end()],
    ['hangs up', (request) => void request.socket.destroy()],
  ])('is unavailable when what stands in front of it %s', async (_, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { id } = aPlan()

    await expect(dynamoCertificates(openTable({ name: 'any', endpoint })).find(id)).rejects.toMatchObject({
      name: 'RegistryError',
      code: 'store-unavailable',
    })
    server.closeAllConnections()
    server.close()
  })

  it('is a defect, and not unavailable, when the table does not exist', async () => {
    const store = dynamoCertificates(openTable({ name: 'missing', endpoint: inject('dynamodbEndpoint') }))

    await expect(store.find(aPlan().id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('never sends credentials of AWS to an engine without TLS', async () => {
    const { documents } = openTable({ name: 'any', endpoint: 'http://127.0.0.1:9' })

    expect(await documents.config.credentials()).toMatchObject({ accessKeyId: 'local', secretAccessKey: 'local' })
    await expect(documents.send(new GetCommand({ TableName: 'any', Key: { PK: '', SK: '' } }))).rejects.toThrow()
  })
})

const itemLimit = 400 * 1024

function fits(size: number): boolean {
  return size < itemLimit
}

/** As DynamoDB counts: UTF-8 of names and texts; numbers are small beside them. */
function sizeOf(item: Record<string, unknown>): number {
  return Buffer.byteLength(Object.entries(item).flat().map(String).join(''))
}
