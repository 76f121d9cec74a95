import type { Plugin } from 'esbuild'

/** The options of all posts as JSON Schema: the same in every run, and more work than all else of a first request. */
export const madeOptions: Plugin = {
  name: 'made options',
  setup(build) {
    build.onLoad({ filter: /shared\/publishing\/option-schemas\.ts$/ }, async () => {
      const { optionSchemas } = await import('../shared/publishing/option-schemas.ts')
      const made = JSON.stringify(JSON.stringify(optionSchemas()))
      return { contents: `export const optionSchemas = () => JSON.parse(${made})`, loader: 'js' }
    })
  },
}
