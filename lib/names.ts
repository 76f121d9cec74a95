import type { Stage } from './stage-settings.ts'

export const serviceName = 'creativeflow'

/** Everything with a name of its own begins with it: two stages can share an account. */
export const prefixOf = (stage: Pick<Stage, 'name'>): string => `${serviceName}-${stage.name}-`
