import { beforeAll, describe, expect, it } from 'vitest'
import { publicView, type IssuedCertificate } from '#schemas/operations.ts'
import { registry as registrySchema } from '#schemas/keys.ts'
import { qrcodeImages } from '#adapters/qrcode/qr-images.ts'
import { printCertificateId } from '#domain/certificate/certificate-id.ts'
import { getCertificate } from '#use-cases/get-certificate.ts'
import statementSchema from '#docs/schemas/statement-1.json' with { type: 'json' }
import { getOpenapi } from '#use-cases/get-openapi.ts'
import { getStatementSchema } from '#use-cases/get-statement-schema.ts'
import { getRegistry } from '#use-cases/get-registry.ts'
import { publishKeys } from '#use-cases/publish-keys.ts'
import { renderQr } from '#use-cases/render-qr.ts'
import { aRegistry, type RegistryUnderTest } from '#test/builders/a-registry.ts'
import { aMoment, verifierOrigin } from '#test/builders/a-world.ts'

let registry: RegistryUnderTest
let issued: IssuedCertificate
beforeAll(async () => {
  registry = await aRegistry()
  issued = await registry.issue(await registry.request())
})

describe('get-certificate', () => {
  it('shows status, kind, validity and country, and nothing else', async () => {
    const get = getCertificate({ ...registry.ports, country: 'VN' })
    const view = publicView.parse(await get({ id: printCertificateId(issued.id) }))
    expect(view).toEqual({
      id: issued.id,
      status: 'active',
      statusSince: aMoment,
      kind: 'EUS',
      issuerCountry: 'VN',
      validFrom: issued.validFrom,
      validUntil: issued.validUntil,
      asOf: aMoment,
    })
  })

  it('gives one and the same refusal for unknown and for malformed ids', async () => {
    const get = getCertificate({ ...registry.ports, country: 'VN' })
    const refusals = await Promise.all(
      ['00041061050R3GG28A1C60T3GF5E', 'x', '', '../../etc/passwd'].map((id) =>
        get({ id }).catch((error: unknown) => error),
      ),
    )
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0])
    expect(refusals[0]).toMatchObject({ code: 'certificate-unknown' })
  })
})

describe('get-registry', () => {
  it('publishes each signing key once, however often the job runs', async () => {
    const publish = publishKeys(registry.ports)
    expect(await publish()).toEqual({ recorded: 0, retired: 0 })
    const answer = registrySchema.parse(await getRegistry(registry.ports)())
    expect(
      answer.keys.map(({ use, state, kid }) => ({ use, state, kid })).toSorted((a, b) => a.use.localeCompare(b.use)),
    ).toEqual([
      { use: 'access', state: 'active', kid: registry.signingKeys.access.kid },
      { use: 'credential', state: 'active', kid: registry.signingKeys.credential.kid },
      { use: 'qr', state: 'active', kid: registry.signingKeys.qr.kid },
      { use: 'status', state: 'active', kid: registry.signingKeys.status.kid },
      { use: 'trust-list', state: 'active', kid: registry.signingKeys['trust-list'].kid },
    ])
  })
})

describe('get-openapi', () => {
  it('serves the document that it was given', async () => {
    const document = { openapi: '3.1.0' }
    expect(await getOpenapi({ document })()).toBe(document)
  })
})

describe('get-statement-schema', () => {
  it('serves the schema that is committed', async () => {
    expect(await getStatementSchema({ schema: statementSchema })()).toBe(statementSchema)
    expect(statementSchema.$id).toBe('urn:end-use-registry:statement:1')
  })
})

describe('render-qr', () => {
  const render = renderQr({ qrImages: qrcodeImages, verifierOrigins: [verifierOrigin] })

  it('draws the code that the registry gave', async () => {
    const { mediaType, body } = await render({ body: { qr: issued.qr, format: 'png' } })
    expect(mediaType).toBe('image/png')
    expect([...body.slice(1, 4)]).toEqual([0x50, 0x4e, 0x47])
  })

  it.each(['https://evil.example/#1234567890123456789012345', 'hello', `${verifierOrigin}/#1${'9'.repeat(300)}`, ''])(
    'refuses to draw %j',
    async (qr) => {
      await expect(render({ body: { qr, format: 'svg' } })).rejects.toMatchObject({ code: 'qr-unreadable' })
    },
  )
})
