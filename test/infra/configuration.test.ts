import { expect, it } from 'vitest'
import { readConfiguration } from '#infra/configuration.ts'
import { aConfiguration, productionSettings } from './a-registry.ts'

it('takes a production as it is described', () => {
  expect(
    aConfiguration({ ...productionSettings, verifierOrigins: 'https://v1.example.org,https://v2.example.org' }),
  ).toEqual({
    production: true,
    name: productionSettings.name,
    country: 'NL',
    domain: { name: 'registry.example.org', certificateArn: productionSettings.certificateArn },
    verifierOrigins: ['https://v1.example.org', 'https://v2.example.org'],
    webAclArn: undefined,
    restoredTable: undefined,
    alarmEmail: 'operator@example.org',
  })
})

it('needs nothing for a trial, which stands for no country', () => {
  expect(aConfiguration({})).toEqual({
    production: false,
    name: 'End-Use Registry (trial)',
    country: 'ZZ',
    domain: undefined,
    verifierOrigins: undefined,
    webAclArn: undefined,
    restoredTable: undefined,
    alarmEmail: undefined,
  })
})

it('guesses nothing in production, and says all that is missing at once', () => {
  expect(() => aConfiguration({ production: 'true' })).toThrow(
    /name is needed.*\n.*country is needed.*\n.*domain is needed.*\n.*certificateArn is needed.*\n.*alarmEmail is needed/,
  )
})

it('reads a boolean from a file as the text from the command line', () => {
  const inFile: Record<string, unknown> = { ...productionSettings, production: true }
  expect(readConfiguration((name) => inFile[name])).toEqual(aConfiguration())
})

it.each([
  ['production', 'yes'],
  ['country', 'Netherlands'],
  ['domain', 'https://registry.example.org'],
  ['certificateArn', 'arn:aws:acm:eu-west-1:123456789012:certificate/1b2c3d4e'],
  ['verifierOrigins', 'https://verify.example.org/page'],
  ['webAclArn', 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/registry/0a1b2c3d'],
  ['restoredTable', 'a table'],
  ['alarmEmail', 'operator'],
])('refuses %s: %s', (name, value) => {
  expect(() => aConfiguration({ ...productionSettings, [name]: value })).toThrow(`${name} is `)
})

it('refuses a domain without its certificate', () => {
  expect(() => aConfiguration({ domain: 'registry.example.org' })).toThrow('domain and certificateArn come together')
})
