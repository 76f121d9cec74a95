import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** A constant of a module, as the formatter lays it out: the lines after its first are indented or close a bracket. */
const constant = /^((?:export )?const \w+(?:: [^=\n]+)? = )(.+(?:\n(?:[ )}\]].*)?)*)/gm

/** It makes nothing yet. */
const isFunction = /^(?:async )?(?:<.*>)?(?:\w+|\([^()]*\))(?:: .+?)? =>/

/**
 * Schemas and routes that nothing of a function uses are left out. The build doesn't know that making one has no other
 * effect, so it is told, of every constant beside zod.
 */
export const unusedSchemas: Plugin = {
  name: 'unused schemas',
  setup(build) {
    build.onLoad({ filter: /\/shared\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!/^import .* from '(?:zod\/mini|\.\/route\.ts)'$/m.test(source)) return undefined
      const contents = source.replace(constant, (whole, name, value) =>
        isFunction.test(value) || !value.includes('(')
          ? whole
          : `${name}/* @__PURE__ */ (() => (${value.trimEnd()}\n))()\n`,
      )
      return { contents, loader: 'ts' }
    })
  },
}
