import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

/** Packages that have the name of a module of Node: what is meant is the package. */
const packages = ['punycode']

/**
 * An ESM import of a module of Node makes it give all its exports, getters among them: of node:http one loads the whole
 * of undici, of node:process one builds the list of all options, 30 ms of a cold start together. A bundle takes of each
 * module what it uses.
 */
export const leanBuiltins: Plugin = {
  name: 'lean builtins',
  setup(build) {
    build.onResolve({ filter: /^[\w:/]+$/ }, ({ path, kind }) =>
      isBuiltin(path) && kind !== 'require-call' && !packages.includes(path)
        ? {
            path: path.replace('node:', ''),
            namespace: kind === 'dynamic-import' ? 'all of node' : 'node',
            sideEffects: false,
          }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: [
        `export default ${moduleOf(path)}`,
        ...Object.keys(process.getBuiltinModule(path) as object)
          .filter((name) => name !== 'default')
          .map((name) => `export const ${name} = /* @__PURE__ */ (() => ${moduleOf(path)}.${name})()`),
      ].join('\n'),
    }))
    build.onLoad({ filter: /.*/, namespace: 'all of node' }, ({ path }) => ({
      contents: `module.exports = ${moduleOf(path)}`,
    }))
  },
}

const moduleOf = (name: string) => `/* @__PURE__ */ process.getBuiltinModule('node:${name}')`
