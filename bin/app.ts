import { App } from 'aws-cdk-lib'
import { buildAssets } from '../lib/assets.ts'
import { addStacks } from '../lib/stacks.ts'
import { readStage } from '../lib/stage.ts'

// npx cdk synth -c stage=dev: the stacks of one stage.

const app = new App()

function chosenStage() {
  try {
    return readStage(app.node.tryGetContext('stage'), process.env)
  } catch (error) {
    console.error((error as Error).message)
    return process.exit(1)
  }
}

const stage = chosenStage()
// The builds are made by a program in Go: a larger heap spares it a fifth of its work.
process.env.GOGC ??= '200'
addStacks(app, stage, await buildAssets('.build/cdk'))
app.synth()
