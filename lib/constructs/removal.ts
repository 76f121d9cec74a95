import { RemovalPolicy } from 'aws-cdk-lib'
import type { Stage } from '../stage-settings.ts'

/**
 * Only a dev stage takes its state along when it is destroyed. What a first deployment made that fails goes in every
 * stage: kept, its names would be in the way of the next one.
 */
export const removalOf = (stage: Stage): RemovalPolicy =>
  stage.name === 'dev' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE

/** Of what may be protected against deletion: a rollback that tried to take it away would get stuck. */
export const removalOfProtected = (stage: Stage): RemovalPolicy =>
  stage.name === 'dev' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN
