import type { Stage } from './stage-settings.ts'

export const serviceName = 'creativeflow'

/** How Cognito spells our scopes: below the resource server that they are registered with. */
export const scopePrefix = `${serviceName}/`

/** Everything with a name of its own begins with it: two stages can share an account. */
export const prefixOf = (stage: Pick<Stage, 'name'>): string => `${serviceName}-${stage.name}-`

/** What functions put before a network's name. */
export const secretsPrefixOf = (stage: Pick<Stage, 'name'>): string => `${serviceName}/${stage.name}/`
