// TikTok: videos, photo posts and inbox drafts.

export { check } from './check.ts'
export { definition } from './definition.ts'
export { dialect } from './dialect.ts'
export { insights } from './insights.ts'
export { oauth } from './oauth.ts'
export { steps } from './options.ts'
export { posting } from './posting.ts'
export { probe } from './probe.ts'
export { publisher } from './publish.ts'
export { hooks } from './webhooks.ts'
