import { flags, type Lies } from '#test/builders/an-authenticator.ts'

/** What both ceremonies refuse, whoever lies. */
export const ceremonyLies: [string, Lies][] = [
  ['of another origin', { origin: 'https://evil.example' }],
  ['of our host on another port', { origin: 'http://localhost:1' }],
  ['for another domain', { domain: 'evil.example' }],
  ['to another challenge', { challenge: 'B'.repeat(43) }],
  ['without a challenge', { challenge: '' }],
  ['of the wrong kind', { type: 'payment.get' }],
  ['inside a page of another site', { client: { crossOrigin: true } }],
  ['inside a page of another site that is named', { client: { crossOrigin: true, topOrigin: 'https://evil.example' } }],
  ['with a top origin', { client: { topOrigin: 'https://evil.example' } }],
  ['with an origin twice', { clientText: (text) => text.replace('{', '{"origin":"https://evil.example",') }],
  ['with an origin twice, once by an escape', { clientText: (text) => text.replace('{', '{"or\\u0069gin":"x",') }],
  ['with a byte order mark', { clientText: (text) => `\uFEFF${text}` }],
  ['that is no JSON', { clientText: () => 'hello' }],
  ['that is null', { clientText: () => 'null' }],
  ['without the person', { flags: flags.verified | flags.attested }],
  ['without its finger, face or PIN', { flags: flags.present | flags.attested }],
  ['backed up although it cannot be', { flags: flags.present | flags.verified | flags.attested | flags.backedUp }],
]
