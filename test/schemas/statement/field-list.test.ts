import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { currentStatement } from '#schemas/statement/current-codes.ts'
import { statementForm } from '#schemas/statement/statement.ts'

/** The field list that is the superset of all regimes, as paths; what the registry itself sets is not in a statement. */
const fields = `
schemaVersion reference documentKind profiles[] scope signedOn validFrom validUntil language supersedes
parties[].roles[] parties[].kind parties[].legalName parties[].nativeName.text parties[].nativeName.script
parties[].tradingNames[] parties[].identifiers[].scheme parties[].identifiers[].value parties[].identifiers[].country
parties[].address.lines[] parties[].address.city parties[].address.region parties[].address.postCode
parties[].address.country parties[].poBoxOnly parties[].website parties[].contact.name parties[].contact.title
parties[].contact.phone parties[].contact.email parties[].businessNature parties[].isic parties[].incorporationDate
parties[].owners[].name parties[].owners[].identifiers[].value parties[].owners[].country parties[].owners[].sharePct
parties[].owners[].controlType parties[].relationshipToExporter parties[].relationshipYears
lines[].lineNo lines[].descriptionShort lines[].description lines[].manufacturer lines[].model lines[].partNumber
lines[].hs.code lines[].hs.edition lines[].classifications[].regime lines[].classifications[].code
lines[].classifications[].edition lines[].quantity lines[].unit lines[].netWeightKg lines[].value.amount
lines[].value.currency lines[].originCountry lines[].serialNumbers[] lines[].serialsToFollow lines[].tolerancePct
lines[].intangible
endUse.text endUse.dispositions[] endUse.dispositionOther endUse.civilMilitary endUse.sector endUse.project
endUse.placesOfUse[].name endUse.placesOfUse[].address.region endUse.placesOfUse[].position.latitude
endUse.countryOfUse endUse.incorporatedInto endUse.distributionCountries[] endUse.resaleTo[].country
endUse.endUseCategory
transaction.contractNumber transaction.contractDate transaction.orderNumber transaction.incoterm.code
transaction.incoterm.place transaction.paymentCountries[] transaction.payer transaction.lcNumber
transaction.partialShipmentsAllowed transaction.transhipmentAllowed transaction.permittedTransitCountries[]
transaction.requestedRoute[]
authorisations[].type authorisations[].number authorisations[].authority authorisations[].country
authorisations[].issued authorisations[].expires
assurances[].code assurances[].params.consentBy assurances[].params.exceptCountries[] assurances[].params.countries[]
assurances[].params.place assurances[].params.days assurances[].params.years assurances[].params.product
assurances[].params.event assurances[].params.legal assurances[].params.lists[] assurances[].params.termination
assurances[].params.penaltyPct assurances[].accepted assurances[].exceptions
declarations.factsTrue declarations.changeNotice declarations.preparedWithHelpOf[] declarations.dataSharingConsent
signatures[].role signatures[].person.name signatures[].person.title signatures[].authority signatures[].kind
signatures[].signedOn signatures[].place signatures[].stamp signatures[].letterhead
certifications[].kind certifications[].authority certifications[].country certifications[].reference
certifications[].date certifications[].officialName certifications[].officialTitle
attachments[].kind attachments[].mediaType attachments[].sha256 attachments[].bytes
`
  .trim()
  .split(/\s+/)

/** Every path of a schema, a union giving those of all its branches. */
function paths(schema: unknown, path = ''): string[] {
  if (schema instanceof z.ZodOptional) return paths(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((option) => paths(option, path))
  if (schema instanceof z.ZodArray) return paths(schema.element, `${path}[]`)
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, member]) =>
      paths(member, path === '' ? name : `${path}.${name}`),
    )
  return [path]
}

describe('the statement', () => {
  it('has every field of the complete list, in the shape and in the form for issuing', () => {
    const shape = new Set(paths(statementForm))
    expect(fields.filter((field) => !shape.has(field))).toEqual([])
    expect(paths(currentStatement)).toEqual(paths(statementForm))
  })

  it('is one JSON Schema, strict everywhere, each piece named once', () => {
    const schema = z.toJSONSchema(statementForm)
    const document = JSON.stringify(schema)
    expect(Object.keys(schema.$defs ?? {})).toEqual(
      expect.arrayContaining([
        'Statement',
        'Party',
        'GoodsLine',
        'Address',
        'Identifier',
        'Classification',
        'Assurance',
      ]),
    )
    const objects = document.split('"type":"object"').length - 1
    expect(document.split('"additionalProperties":false').length - 1).toBe(objects)
    expect(document.length).toBeLessThan(30_000)
    expect(JSON.stringify(z.toJSONSchema(currentStatement)).length).toBeLessThan(30_000)
  })
})
