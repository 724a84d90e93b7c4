import { Stage, type StageProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Configuration } from './configuration.ts'
import { DataStack } from './data-stack.ts'
import { ServiceStack } from './service-stack.ts'
import { WebStack } from './web-stack.ts'

export interface RegistryStageProps extends StageProps {
  readonly configuration: Configuration
  /** Folder of the built pages; undefined deploys none. */
  readonly pages: string | undefined
}

/** One registry, whole: what must never be lost, its face to the world, what runs. */
export class RegistryStage extends Stage {
  readonly data: DataStack
  readonly web: WebStack
  readonly service: ServiceStack

  constructor(scope: Construct, id: string, { configuration, pages, ...props }: RegistryStageProps) {
    super(scope, id, props)
    this.data = new DataStack(this, 'Data', { configuration })
    this.web = new WebStack(this, 'Web', { configuration, pages })
    this.service = new ServiceStack(this, 'Service', {
      configuration,
      data: this.data,
      api: this.web.api,
      origin: this.web.origin,
    })
  }
}
