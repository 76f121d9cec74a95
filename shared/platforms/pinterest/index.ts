// Pinterest: image Pins, carousels and video Pins on a chosen board.

export { targets } from './boards.ts'
export { check } from './check.ts'
export { definition } from './definition.ts'
export { dialect } from './dialect.ts'
export { insights } from './insights.ts'
export { oauth } from './oauth.ts'
export { steps } from './options.ts'
export { probe } from './probe.ts'
export { publisher } from './publish.ts'
