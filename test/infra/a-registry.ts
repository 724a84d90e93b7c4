import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { afterAll } from 'vitest'
import { readConfiguration, type Configuration } from '#infra/configuration.ts'
import { featureFlags } from '#infra/feature-flags.ts'
import { RegistryStage, type RegistryStageProps } from '#infra/stage.ts'

const scratch = mkdtempSync(join(tmpdir(), 'registry-'))
afterAll(() => rmSync(scratch, { recursive: true }))

export const productionSettings = {
  production: 'true',
  name: 'Export Control Registry of Testland',
  country: 'NL',
  domain: 'registry.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1b2c3d4e',
  alarmEmail: 'operator@example.org',
} as const

export function aConfiguration(settings: Readonly<Record<string, string>> = productionSettings): Configuration {
  return readConfiguration((name) => settings[name])
}

/** A registry as an app would make it, in production unless told otherwise; no function is bundled. */
export function aRegistry(overrides: Partial<RegistryStageProps> = {}) {
  const app = new App({
    context: { ...featureFlags, 'aws:cdk:bundling-stacks': [] },
    analyticsReporting: false,
    outdir: mkdtempSync(join(scratch, 'cdk-')),
  })
  const props: RegistryStageProps = { configuration: aConfiguration(), pages: undefined, ...overrides }
  return { app, props, stage: new RegistryStage(app, 'Registry', props) }
}

export function templatesOf(stage: RegistryStage): Record<'data' | 'web' | 'service', Template> {
  return {
    data: Template.fromStack(stage.data),
    web: Template.fromStack(stage.web),
    service: Template.fromStack(stage.service),
  }
}

/** A folder as `npm run build:web` leaves it, as far as a deployment looks into it. */
export function aPageFolder(): string {
  const folder = mkdtempSync(join(scratch, 'pages-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  return folder
}

export interface Resource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>
}
