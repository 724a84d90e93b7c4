import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { acknowledgeFindings, findingPacks } from './acknowledged-findings.ts'
import { readConfiguration } from './configuration.ts'
import { featureFlags } from './feature-flags.ts'
import { projectRoot } from './functions.ts'
import { RegistryStage } from './stage.ts'

const app = new App({ context: featureFlags, analyticsReporting: false })
const configuration = readConfiguration((name) => app.node.tryGetContext(name))
const registry = { configuration, pages: builtPages() }
acknowledgeFindings(new RegistryStage(app, 'Registry', registry), registry)
Validations.of(app).addPlugins(...findingPacks(app))
app.synth()

function builtPages(): string | undefined {
  const folder = join(projectRoot, 'dist', 'web')
  if (existsSync(join(folder, 'index.html'))) return folder
  const message = 'dist/web is not built: the pages are left as they are. `npm run build:web` builds it.'
  if (configuration.production) throw new Error(message)
  console.error(message)
  return undefined
}
