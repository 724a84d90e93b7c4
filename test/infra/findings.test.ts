import { Validations, type App } from 'aws-cdk-lib'
import { Annotations, Match } from 'aws-cdk-lib/assertions'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { acknowledgeFindings, acknowledgements, findingPacks } from '#infra/acknowledged-findings.ts'
import type { RegistryStage, RegistryStageProps } from '#infra/stage.ts'
import { aConfiguration, aPageFolder, aRegistry } from './a-registry.ts'

interface Finding {
  readonly id: string
  /** Path below the stage. */
  readonly at: string
}

/** The CDK prints what it finds. */
beforeEach(() => {
  const silent = vi.spyOn(console, 'error').mockReturnValue()
  return () => silent.mockRestore()
})

const configurations: Record<string, () => Partial<RegistryStageProps>> = {
  production: () => ({ pages: aPageFolder() }),
  'a trial without pages': () => ({ configuration: aConfiguration({}) }),
}

describe.each(Object.entries(configurations))('%s', (_, overrides) => {
  it('has no finding that is not acknowledged', () => {
    const { app, stage, props } = aRegistry(overrides())
    acknowledgeFindings(stage, props)
    stage.synth()
    expect([...nagFindings(app), ...warnings(stage)]).toEqual([])
  })

  it('has every finding that is acknowledged', () => {
    const { app, stage, props } = aRegistry(overrides())
    stage.synth()
    const found = [...nagFindings(app), ...warnings(stage)]
    const needless = acknowledgements
      .filter(({ applies }) => applies?.(props) ?? true)
      .flatMap(({ at, findings }) => findings.map((id) => ({ id, at })))
      .filter(({ id, at }) => !found.some((each) => each.id === id && `${each.at}/`.startsWith(`${at}/`)))
    expect(needless).toEqual([])
  })
})

it('does not synthesise with a finding that nobody acknowledged', () => {
  const { app, stage, props } = aRegistry()
  acknowledgeFindings(stage, props)
  Validations.of(app).addPlugins(...findingPacks(app))
  new Bucket(stage.web, 'Careless')
  expect(() => app.synth()).toThrow('AwsSolutions-S10')
})

it('does not acknowledge what does not exist', () => {
  const { stage, props } = aRegistry()
  stage.service.node.tryRemoveChild('FailedJobs')
  expect(() => acknowledgeFindings(stage, props)).toThrow(/FailedJobs/)
})

function nagFindings(app: App): Finding[] {
  return findingPacks(app)
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ id: ruleName, at: constructPath!.replace(/^Registry\//, '') })),
    )
}

function warnings(stage: RegistryStage): Finding[] {
  return [stage.data, stage.web, stage.service]
    .flatMap((stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()))
    .map(({ id, entry }) => {
      const text = JSON.stringify(entry.data)
      return { id: /\[ack: ([^\]]+)\]/.exec(text)?.[1] ?? text, at: id.replace(/^\/Registry\//, '') }
    })
}
