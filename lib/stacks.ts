import { type App, Tags } from 'aws-cdk-lib'
import { ApiStack } from './api-stack.ts'
import type { Assets } from './assets.ts'
import { DataStack } from './data-stack.ts'
import { serviceName } from './names.ts'
import type { Stage } from './stage-settings.ts'
import { WorkersStack } from './workers-stack.ts'

/**
 * The three stacks of a stage. Api and workers know the data stack, never each other; but what workers write, the API must
 * be able to read, so that it is deployed before them.
 */
export function addStacks(app: App, stage: Stage, assets: Assets) {
  const data = new DataStack(app, stage)
  const api = new ApiStack(app, stage, assets)
  const workers = new WorkersStack(app, stage, assets)
  api.addStackDependency(data)
  workers.addStackDependency(data)
  workers.addStackDependency(api)
  Tags.of(app).add('service', serviceName)
  Tags.of(app).add('stage', stage.name)
  return { data, api, workers }
}
