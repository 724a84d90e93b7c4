import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import {
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
  type ITableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { keyUses, type KeyUse } from '#schemas/keys.ts'
import type { Configuration } from './configuration.ts'
import { SigningKey } from './constructs/signing-key.ts'
import { functionNames, type FunctionName } from './functions.ts'
import { type Grant, grants, readersOf, signersOf } from './grants.ts'

/** A further number makes a further key. The last one signs; one before it goes from the list a deployment later. */
const generations = {
  credential: [1],
  qr: [1],
  status: [1],
  'trust-list': [1],
  access: [1],
} as const satisfies Record<KeyUse, readonly number[]>

interface DataStackProps extends StackProps {
  readonly configuration: Configuration
}

/**
 * What must never be lost, and the only roles that may touch it. Roles stand here and not beside their functions, so that
 * a key's policy can name them and no later stack can widen them.
 */
export class DataStack extends Stack {
  readonly table: TableV2
  /** `table`, or what was restored in its place. */
  readonly tableInUse: ITableV2
  readonly keys: Readonly<Record<KeyUse, Key>>
  readonly roles: Readonly<Record<FunctionName, Role>>

  constructor(scope: Construct, id: string, { configuration, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true })
    const { restoredTable } = configuration
    this.table = this.createTable()
    this.tableInUse =
      restoredTable === undefined
        ? (this.table as ITableV2)
        : TableV2.fromTableName(this, 'RestoredTable', restoredTable)
    // Kept when a restored table is used: an export cannot go while the service still imports it.
    this.exportValue(this.table.tableName)
    new CfnOutput(this, 'TableName', { value: this.tableInUse.tableName, description: 'TABLE_NAME for the scripts' })
    this.roles = mapNames(functionNames, (name) => this.createRole(name))
    this.keys = mapNames(keyUses, (use) => this.createKey(use))
  }

  /** Encrypted with DynamoDB's own key: with one of ours, whoever disables that key takes every certificate away. */
  private createTable(): TableV2 {
    return new TableV2(this, 'Table', {
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: 'planned',
          partitionKey: { name: 'GSI1PK', type: AttributeType.STRING },
          sortKey: { name: 'GSI1SK', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      // Of rows that mean nothing after a while; every reader looks at the time itself, because DynamoDB may take days.
      timeToLiveAttribute: 'expiresAt',
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  private createRole(name: FunctionName): Role {
    const role = new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the ${name} function of the registry may do`,
    })
    const { table, indexes, counts }: Grant = grants[name]
    role.addToPolicy(new PolicyStatement({ actions: [...table], resources: [this.tableInUse.tableArn] }))
    if (counts) role.addToPolicy(this.countingStatement())
    for (const [index, actions] of Object.entries<readonly string[]>(indexes))
      role.addToPolicy(
        new PolicyStatement({ actions: [...actions], resources: [`${this.tableInUse.tableArn}/index/${index}`] }),
      )
    return role
  }

  /** `ForAllValues` alone would also hold for a call that names no key. */
  private countingStatement(): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:UpdateItem'],
      resources: [this.tableInUse.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BUCKET#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    })
  }

  private createKey(use: KeyUse): Key {
    const roles = {
      signers: signersOf(use).map((name) => this.roles[name]),
      readers: readersOf(use).map((name) => this.roles[name]),
    }
    const keys = generations[use].map((number) => new SigningKey(this, `${use}Key${number}`, { use, ...roles }).key)
    // The export of the key before stays too, until the service has changed over.
    for (const { keyId } of keys) this.exportValue(keyId)
    return keys.at(-1)!
  }
}

function mapNames<K extends string, V>(names: readonly K[], value: (name: K) => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<K, V>
}
