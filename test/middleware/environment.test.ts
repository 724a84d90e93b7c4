import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readEnvironment } from '#middleware/environment.ts'

const complete = {
  TABLE_NAME: 'registry',
  REGISTRY_ORIGIN: 'https://registry.example',
  REGISTRY_NAME: 'Registry',
  REGISTRY_COUNTRY: 'DE',
  VERIFIER_ORIGINS: 'https://verify.example,https://registry.example',
}

const keyIds = ['CREDENTIAL_KEY_ID', 'QR_KEY_ID', 'STATUS_KEY_ID', 'TRUST_LIST_KEY_ID']

beforeEach(() => {
  for (const [name, value] of Object.entries(complete)) vi.stubEnv(name, value)
  for (const name of ['DYNAMODB_ENDPOINT', 'KEY_FILE', ...keyIds, 'LOG']) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

it('reads what a Lambda needs', () => {
  expect(readEnvironment('public')).toEqual({
    ...complete,
    LOG: 'calls',
    VERIFIER_ORIGINS: ['https://verify.example', 'https://registry.example'],
  })
})

it('names every variable that is missing or wrong, and no value', () => {
  vi.stubEnv('REGISTRY_ORIGIN', 'ftp://hidden-value')
  vi.stubEnv('TABLE_NAME', undefined)
  const read = () => readEnvironment('verification')
  expect(read).toThrow(/^The environment of "verification" is not complete\..*TABLE_NAME.*REGISTRY_ORIGIN/)
  expect(read).not.toThrow(/hidden-value/)
})

it('wants keys of one kind where something is signed', () => {
  expect(() => readEnvironment('issuing')).toThrow(
    'Give CREDENTIAL_KEY_ID, QR_KEY_ID and STATUS_KEY_ID, or KEY_FILE alone.',
  )
  vi.stubEnv('KEY_FILE', 'keys.json')
  expect(readEnvironment('issuing')).toMatchObject({ KEY_FILE: 'keys.json' })
  vi.stubEnv('QR_KEY_ID', 'q')
  expect(() => readEnvironment('jobs')).toThrow('TRUST_LIST_KEY_ID and ACCESS_KEY_ID, or KEY_FILE alone')
})

it('takes three keys for issuing, one for access, and all for the jobs, which alone say whom to trust', () => {
  for (const name of keyIds.slice(0, 3)) vi.stubEnv(name, 'a-key')
  expect(readEnvironment('issuing')).toMatchObject({ STATUS_KEY_ID: 'a-key' })
  expect(() => readEnvironment('jobs')).toThrow('TRUST_LIST_KEY_ID')
  vi.stubEnv('TRUST_LIST_KEY_ID', 'a-key')
  expect(() => readEnvironment('access')).toThrow('Give ACCESS_KEY_ID, or KEY_FILE alone.')
  vi.stubEnv('ACCESS_KEY_ID', 'a-key')
  expect(readEnvironment('jobs')).toMatchObject({ TRUST_LIST_KEY_ID: 'a-key', ACCESS_KEY_ID: 'a-key' })
  expect(readEnvironment('access')).toMatchObject({ ACCESS_KEY_ID: 'a-key' })
})
