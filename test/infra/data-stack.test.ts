import type { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { tableDefinition } from '#adapters/dynamodb/table.ts'
import { functionNames } from '#infra/functions.ts'
import { grants, type Grant } from '#infra/grants.ts'
import { aConfiguration, aRegistry, productionSettings, resourcesOf, templatesOf, type Resource } from './a-registry.ts'
import { statementsOf, type Statement } from './policies.ts'

const template = templatesOf(aRegistry().stage).data

describe('the table', () => {
  const [table] = Object.values(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')) as [Resource]

  it('is the table of the local engine', () => {
    const { AttributeDefinitions, KeySchema, BillingMode, GlobalSecondaryIndexes } = tableDefinition('any')
    expect(table.Properties).toMatchObject({ AttributeDefinitions, KeySchema, BillingMode, GlobalSecondaryIndexes })
  })

  it('loses by itself what has expired', () => {
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true })
  })

  it('can be taken back to any second of 35 days, and not be deleted', () => {
    expect(table.Properties.Replicas).toEqual([
      expect.objectContaining({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      }),
    ])
    expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
  })
})

describe('the signing keys', () => {
  const keys = resourcesOf(template, 'AWS::KMS::Key')
  const policyOf = ({ Properties }: Resource) => (Properties.KeyPolicy as { Statement: Statement[] }).Statement
  const signersOf = {
    credential: ['issuing', 'jobs'],
    qr: ['issuing', 'jobs'],
    status: ['issuing', 'jobs'],
    trustlist: ['jobs'],
    access: ['access'],
  }

  it('are one for each use, and outlive their stack', () => {
    expect(Object.keys(keys).map((id) => id.replace(/Key1.*$/, ''))).toEqual([
      'credential',
      'qr',
      'status',
      'trustlist',
      'access',
    ])
    for (const { Properties, DeletionPolicy, UpdateReplacePolicy } of Object.values(keys)) {
      expect(Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', PendingWindowInDays: 30 })
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
    }
  })

  it('sign for who issues alone, the trust list for jobs and access tokens for access alone, and only digests with ECDSA', () => {
    for (const [id, key] of Object.entries(keys)) {
      const signers = signersOf[id.replace(/Key1.*$/, '') as keyof typeof signersOf]
      const signing = policyOf(key).filter(({ Action }) => [Action].flat().some((action) => /Sign$|\*/.test(action)))
      expect(signing).toEqual([
        {
          Sid: 'Sign',
          Effect: 'Allow',
          Action: 'kms:Sign',
          Principal: { AWS: signers.length === 1 ? roleArn(signers[0]!) : signers.map(roleArn) },
          Resource: '*',
          Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
        },
      ])
    }
  })

  it('show their public half to who signs, and to jobs, which publishes it', () => {
    for (const [id, key] of Object.entries(keys)) {
      const signers = signersOf[id.replace(/Key1.*$/, '') as keyof typeof signersOf]
      const readers = [...new Set([...signers, 'jobs'])]
      const reading = policyOf(key).filter(({ Sid }) => Sid === 'PublicHalf')
      expect(reading).toEqual([
        {
          Sid: 'PublicHalf',
          Effect: 'Allow',
          Action: 'kms:GetPublicKey',
          Principal: { AWS: readers.length === 1 ? roleArn(readers[0]!) : readers.map(roleArn) },
          Resource: '*',
        },
      ])
    }
  })

  it('leave no administrator a way to sign but a change of their policy', () => {
    for (const key of Object.values(keys)) {
      const root = policyOf(key).filter(({ Principal }) => JSON.stringify(Principal).includes(':root'))
      expect(root).toHaveLength(1)
      expect(root[0]!.Action).not.toContain('kms:Sign')
      expect(root[0]!.Action).not.toContain('kms:CreateGrant')
      expect(root[0]!.Action).toContain('kms:PutKeyPolicy')
    }
  })
})

const onBuckets = {
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BUCKET#*'] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
}

describe('the roles', () => {
  it.each(functionNames)('give %s what the table of grants says, and nothing else', (name) => {
    const allowed = statementsOf(template, new RegExp(`^${name}Role`)).map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat().toSorted(),
      ...(Condition !== undefined && { Condition }),
      index: /\/index\/([^"]+)"/.exec(JSON.stringify(Resource))?.[1],
    }))
    const { table, indexes, counts }: Grant = grants[name]
    expect(allowed).toEqual([
      { actions: table.toSorted(), index: undefined },
      ...(counts ? [{ actions: ['dynamodb:UpdateItem'], Condition: onBuckets, index: undefined }] : []),
      ...Object.entries(indexes).map(([index, actions]) => ({ actions: [...actions], index })),
    ])
  })
})

describe('a restored table', () => {
  const settings = { ...productionSettings, restoredTable: 'registry-restored' }
  const { stage } = aRegistry({ configuration: aConfiguration(settings) })
  const restored = templatesOf(stage)

  it('takes the place of the lost one, for roles and functions', () => {
    for (const { Resource } of statementsOf(restored.data, /Role/))
      expect(JSON.stringify(Resource)).toContain(':table/registry-restored')
    for (const { Properties } of Object.values(resourcesOf(restored.service, 'AWS::Lambda::Function'))) {
      const variables = (Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables
      if (variables !== undefined) expect(variables.TABLE_NAME).toBe('registry-restored')
    }
  })

  it('leaves the lost one, and its export, where they are', () => {
    restored.data.resourceCountIs('AWS::DynamoDB::GlobalTable', 1)
    const exportsOf = (from: Template) => Object.keys(from.findOutputs('*')).filter((id) => id.includes('RefTable'))
    expect(exportsOf(template)).toHaveLength(1)
    expect(exportsOf(restored.data)).toEqual(exportsOf(template))
  })
})

function roleArn(name: string) {
  const id = Object.keys(resourcesOf(template, 'AWS::IAM::Role')).find((each) => each.startsWith(`${name}Role`))
  return { 'Fn::GetAtt': [id, 'Arn'] }
}
