import { createHash } from 'node:crypto'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile, type Plugin, stop } from 'esbuild'
import { entryOf } from '../shared/api/route.ts'
import { routes } from '../shared/api/routes.ts'
import { workers } from '../shared/api/workers.ts'
import type { Platform } from '../shared/domain/platform.ts'
import { leanBuiltins } from './lean-builtins.ts'
import { leanPackages } from './lean-packages.ts'
import { madeOptions } from './made-options.ts'
import { oneNetwork } from './one-network.ts'
import { unusedSchemas } from './unused-schemas.ts'

export const projectRoot = fileURLToPath(new URL('..', import.meta.url))

/** What a deployed function is built from. */
export interface Deployed {
  /** From the project root, without extension. */
  entry: string
  /** The only network that it knows. */
  platform?: Platform
}

/** Of each deployed function but for those that are made of the same files. */
export const deployed = (): Deployed[] => [
  ...[...new Set(routes.map(entryOf))].map((entry) => ({ entry })),
  ...workers.map(({ entry, platform }) => (platform ? { entry, platform } : { entry })),
]

export const folderOf = ({ entry, platform }: Deployed): string => (platform ? `${entry}-${platform}` : entry)

/** Functions that make JSON Schema of their schemas. */
export const describing = ['functions/api/system/openapi']

/** Every handler of a deployed function. */
export const deployedEntries = (): string[] => [...new Set(deployed().map(({ entry }) => entry))]

export interface BundledEntry {
  /** Its own output, relative to `outdir`. */
  file: string
  /** Its own output and every chunk it can reach: what its function needs on disk. */
  files: string[]
  /** Those of them that are read when it starts; the others wait for an `import()`. */
  loaded: string[]
  /** The sources within all files, and within those that are read when it starts. */
  inputs: string[]
  loadedInputs: string[]
}

export interface Bundle {
  outdir: string
  entries: Record<string, BundledEntry>
}

interface BundleOptions {
  outdir: string
  /** From the project root, without extension; every deployed handler by default. */
  entries?: string[]
}

/** What local processes run; built along so that it shares modules with the handlers, never deployed. */
export const childEntry = 'local/child'

/** As AWS advises: ES modules, of the SDK too, minified and shaken. */
const plainSettings = {
  absWorkingDir: projectRoot,
  outbase: '.',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // CommonJS builds of the SDK can't be shaken: 250 kB and 27 ms more per function.
  mainFields: ['module', 'main'],
  minify: true,
  metafile: true,
  logLevel: 'silent',
} satisfies BuildOptions

const settings = {
  ...plainSettings,
  alias: {
    '@aws-sdk/credential-provider-node': './lib/environment-credentials.ts',
    // twitter-text means the package; without this it would be Node's deprecated module.
    punycode: './node_modules/punycode/punycode.js',
  },
} satisfies BuildOptions

/** The build of this machine: every entry as ES modules that share their chunks. */
export async function bundle(options: BundleOptions): Promise<Bundle> {
  const outdir = resolve(projectRoot, options.outdir)
  const entries = [...(options.entries ?? deployedEntries()), childEntry]
  try {
    const { metafile } = await build({
      ...settings,
      plugins: [leanBuiltins, leanPackages({ described: true })],
      entryPoints: entries.map((entry) => ({ in: `${entry}.ts`, out: entry })),
      outdir,
    })
    return {
      outdir,
      entries: Object.fromEntries(entries.map((entry) => [entry, entryIn(metafile, outdir, entry)])),
    }
  } finally {
    await stop() // its service would stay, with 97 MB
  }
}

/**
 * The build of the cloud, by the same settings: each function in a folder of its own, with what it uses and no more. A
 * shared chunk would hold whatever any of its functions uses.
 * @param options.plain as esbuild makes it, without what we rewrite
 * @returns by `folderOf`
 */
export async function bundleApart(
  outdir: string,
  functions = deployed(),
  { plain = false } = {},
): Promise<Record<string, Bundle>> {
  // esbuild cleans up after itself half as often: a fifth less of its processor time, for 90 MB.
  process.env.GOGC ??= '200'
  const bundles: Record<string, Bundle> = {}
  const waiting = [...functions]
  const next = async () => {
    for (let each = waiting.pop(); each; each = waiting.pop()) {
      const folder = resolve(projectRoot, outdir, folderOf(each))
      const { metafile } = await build({
        ...(plain ? plainSettings : { ...settings, plugins: pluginsOf(each) }),
        entryPoints: [{ in: `${each.entry}.ts`, out: each.entry }],
        outdir: folder,
      })
      const made = entryIn(metafile, folder, each.entry)
      // Chunks of what was left out in the end.
      for (const path of Object.keys(metafile.outputs)) {
        const file = relative(folder, join(projectRoot, path))
        if (!made.files.includes(file)) rmSync(join(folder, file))
      }
      bundles[folderOf(each)] = { outdir: folder, entries: { [each.entry]: made } }
    }
  }
  try {
    await Promise.all([next(), next()])
    return bundles
  } finally {
    await stop()
  }
}

const pluginsOf = ({ entry, platform }: Deployed): Plugin[] => [
  leanBuiltins,
  leanPackages({ described: describing.includes(entry) }),
  ...(platform ? [oneNetwork(platform)] : []),
  madeOptions,
  unusedSchemas,
]

/**
 * Of all that a build is made of: our own files, and the versions of all others.
 * @param entries bring the folders they stand in along
 */
export function digestOfSources(entries: readonly string[] = []): string {
  const folders = ['{functions,shared,lib,local}/**', ...new Set(entries.map((entry) => dirname(entry)))]
  const files = new Set(folders.flatMap((folder) => globSync(`${folder}/*.ts`, { cwd: projectRoot })))
  const hash = createHash('sha256').update(projectRoot)
  for (const file of [...[...files].sort(), 'package-lock.json'])
    hash.update(`\n${file}\n`).update(readFileSync(join(projectRoot, file)))
  return hash.digest('hex')
}

function entryIn(metafile: Metafile, outdir: string, entry: string): BundledEntry {
  const start = join(relative(projectRoot, outdir), `${entry}.mjs`)
  const reached = reachable(metafile, start, () => true)
  const loaded = reachable(metafile, start, (kind) => kind !== 'dynamic-import')
  const filesOf = (paths: string[]) => paths.map((path) => relative(outdir, join(projectRoot, path)))
  const inputsOf = (paths: string[]) => [
    ...new Set(paths.flatMap((path) => Object.keys(metafile.outputs[path]!.inputs))),
  ]
  return {
    file: `${entry}.mjs`,
    files: filesOf(reached),
    loaded: filesOf(loaded),
    inputs: inputsOf(reached),
    loadedInputs: inputsOf(loaded),
  }
}

function reachable(metafile: Metafile, start: string, follows: (kind: string) => boolean): string[] {
  const found = new Set([start])
  for (const path of found) {
    for (const each of metafile.outputs[path]!.imports)
      if (!each.external && follows(each.kind)) found.add(each.path)
  }
  return [...found]
}
