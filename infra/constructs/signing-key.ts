import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { KeyUse } from '#schemas/keys.ts'

/** What the account's administrators may do. `kms:Sign` is not among it, and a new policy for the key stands in CloudTrail. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
]

interface SigningKeyProps {
  readonly use: KeyUse
  readonly signers: readonly IRole[]
  /** Who may read the public half: the signers, and who publishes it. */
  readonly readers: readonly IRole[]
}

/**
 * A P-256 key that signs for one use and never leaves KMS. The usual key policy hands every right to the account's IAM
 * policies; this one does not, so that administrator rights alone sign nothing.
 */
export class SigningKey extends Construct {
  readonly key: Key

  constructor(scope: Construct, id: string, { use, signers, readers }: SigningKeyProps) {
    super(scope, id)
    // In the policy of a key, `*` is that key.
    const resources = ['*']
    this.key = new Key(this, 'Key', {
      description: `End-use registry: signs each ${use}`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'Administration',
            principals: [new AccountRootPrincipal()],
            actions: administration,
            resources,
          }),
          new PolicyStatement({
            sid: 'Sign',
            principals: [...signers],
            actions: ['kms:Sign'],
            resources,
            conditions: {
              StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' },
            },
          }),
          new PolicyStatement({
            sid: 'PublicHalf',
            principals: [...readers],
            actions: ['kms:GetPublicKey'],
            resources,
          }),
        ],
      }),
    })
  }
}
