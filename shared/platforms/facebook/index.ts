// Facebook Pages: texts, links, photos, videos, reels and stories.

export { metaHooks as hooks } from '../meta/signed-request.ts'
export { check } from './check.ts'
export { definition } from './definition.ts'
export { dialect } from './dialect.ts'
export { insights } from './insights.ts'
export { oauth } from './oauth.ts'
export { steps } from './options.ts'
export { probe } from './probe.ts'
export { publisher } from './publish.ts'
export { targets } from './targets.ts'
