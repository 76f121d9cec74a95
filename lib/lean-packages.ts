import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** Errors of AWS that our code tells apart; any other arrives as its client's general exception, by the same name. */
export const knownErrors = [
  'ConditionalCheckFailedException',
  'ConflictException',
  'ResourceNotFoundException',
]

interface Rewrite {
  /** Of a file below node_modules. */
  files: RegExp
  of(source: string): string
  loader?: 'json'
}

/** What packages hold that no function needs, and that the build can't see is not needed. */
const rewrites: Rewrite[] = [
  { files: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/, of: shakeable },
  // Of each client's package.json only the version is read.
  {
    files: /@aws-sdk\/client-[^/]+\/package\.json$/,
    of: (source) => JSON.stringify({ version: JSON.parse(source).version }),
    loader: 'json',
  },
  // Nothing here reads or writes event streams.
  {
    files: /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    of: () => `export const eventStreamSerdeProvider = () => undefined
      export const resolveEventStreamSerdeConfig = (config) => config`,
  },
  // Nor signs for several regions at once.
  {
    files: /@aws-sdk\/signature-v4-multi-region\/dist-es\/SignatureV4MultiRegion\.js$/,
    of: () => `import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials'
      export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
        static sigv4aDependency() { return 'none' }
      }`,
  },
  // DynamoDB's search for its endpoint is off unless asked for.
  { files: /@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/, of: () => 'export class EndpointCache {}' },
  // A function is told its region, and asks no machine for it; nor does it measure how often it may retry.
  {
    files: /@smithy\/core\/dist-es\/submodules\/config\/.*\/getInstanceMetadataRegion\.js$/,
    of: () => 'export const getInstanceMetadataRegion = async () => undefined',
  },
  {
    files: /@smithy\/core\/dist-es\/submodules\/retry\/util-retry\/DefaultRateLimiter\.js$/,
    of: () => 'export class DefaultRateLimiter {}',
  },
  // What Node has by itself.
  {
    files: /\/(Sha256|Sha1|Md5)Js\.js$/,
    of: (source) => source.replace(/export class (\w+) [\s\S]*/, 'export const $1 = undefined'),
  },
  // What twitter-text has for browsers of 2016.
  { files: /\/core-js\/modules\/(es6|web)\.[^/]+\.js$/, of: () => '' },
  { files: /\/zod\/v4\/mini\/schemas\.js$/, of: shallow },
  // Not to be read at all: zod's other languages, and what tells browsers apart.
  { files: /\/zod\/v4\/locales\/index\.js$/, of: () => "export { default as en } from './en.js'" },
  { files: /\/bowser\/[^/]+$/, of: () => '' },
]

/** Reached through two namespaces, all that zod is made of would be taken for needed. */
function shallow(source: string): string {
  return source.replace('core.util.constantCatch', 'util.constantCatch')
}

/** For functions that describe no schema: no schema is made once more to carry words, and none are kept. */
const withoutWords = (source: string): string =>
  source
    .replace('export const describe = core.describe;', 'export function describe() {}')
    .replace('export const meta = core.meta;', 'export function meta() {}')
    .replace(
      'check(...checks) {',
      'check(...given) { const checks = given.filter(Boolean); if (checks.length === 0) return this;',
    )

/** Where a schema is named by a constant as a key, the build takes the whole table for needed. */
function shakeable(source: string): string {
  const words = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\n]*");$/gm)].map(([, name, word]) => [name, word]),
  )
  return source
    .replace(/\[(_\w+)\]:/g, (whole, name) => (words.has(name) ? `${words.get(name)}:` : whole))
    .replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (whole, name) =>
      knownErrors.includes(name) ? whole : '',
    )
}

/** @param described some schema of the function's becomes JSON Schema, with its description and examples */
export const leanPackages = ({ described }: { described: boolean }): Plugin => ({
  name: 'lean packages',
  setup(build) {
    for (const { files, of, loader = 'js' } of rewrites) {
      build.onLoad({ filter: files }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        const lean = of(source)
        const contents = of === shallow && !described ? withoutWords(lean) : lean
        if (contents === source)
          return { errors: [{ text: `${path} is not what lib/lean-packages.ts knows` }] }
        return { contents, loader }
      })
    }
  },
})
