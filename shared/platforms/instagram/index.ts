// Instagram with Instagram Login: images, carousels, reels and stories of professional accounts.

export { graphDialect as dialect } from '../meta/dialect.ts'
export { metaHooks as hooks } from '../meta/signed-request.ts'
export { check } from './check.ts'
export { definition } from './definition.ts'
export { insights } from './insights.ts'
export { oauth } from './oauth.ts'
export { steps } from './options.ts'
export { probe } from './probe.ts'
export { publisher } from './publish.ts'
export { limits } from './quota.ts'
