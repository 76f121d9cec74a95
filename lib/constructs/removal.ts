import { RemovalPolicy } from 'aws-cdk-lib'
import type { Stage } from '../stage-settings.ts'

/** Only a dev stage takes its state along when it is destroyed. */
export const removalOf = (stage: Stage): RemovalPolicy =>
  stage.name === 'dev' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN
