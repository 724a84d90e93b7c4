import type { Template } from 'aws-cdk-lib/assertions'
import { resourcesOf } from './a-registry.ts'

export interface Statement {
  readonly Sid?: string
  readonly Effect: string
  readonly Action: string | string[]
  readonly Principal?: unknown
  readonly Resource?: unknown
  readonly Condition?: unknown
}

/** What the IAM policies of roles allow: those whose logical id matches. */
export function statementsOf(template: Template, id: RegExp): Statement[] {
  const policies = Object.entries(resourcesOf(template, 'AWS::IAM::Policy'))
  const inline = Object.entries(resourcesOf(template, 'AWS::IAM::Role')).map(
    ([name, { Properties }]) =>
      [name, (Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[] | undefined) ?? []] as const,
  )
  return [
    ...policies
      .filter(([name]) => id.test(name))
      .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement),
    ...inline
      .filter(([name]) => id.test(name))
      .flatMap(([, each]) => each.flatMap((one) => one.PolicyDocument.Statement)),
  ]
}
