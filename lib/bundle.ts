import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile, stop } from 'esbuild'
import { entryOf } from '../shared/api/route.ts'
import { routes } from '../shared/api/routes.ts'
import { workers } from '../shared/api/workers.ts'

export const projectRoot = fileURLToPath(new URL('..', import.meta.url))

export interface BundledEntry {
  /** Its own output, relative to `outdir`. */
  file: string
  /** Its own output and every chunk it can reach: what its function needs on disk. */
  files: string[]
  /** The sources within those files. */
  inputs: string[]
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

export const deployedEntries = (): string[] => [
  ...new Set([...routes.map(entryOf), ...workers.map((worker) => worker.entry)]),
]

/** One build for dev, bench and synth: every entry as ES modules that share their chunks. */
export async function bundle(options: BundleOptions): Promise<Bundle> {
  const outdir = resolve(projectRoot, options.outdir)
  const entries = [...(options.entries ?? deployedEntries()), childEntry]
  try {
    const { metafile } = await build({
      absWorkingDir: projectRoot,
      entryPoints: entries.map((entry) => ({ in: `${entry}.ts`, out: entry })),
      outdir,
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
      alias: {
        '@aws-sdk/credential-provider-node': './lib/environment-credentials.ts',
        'node:http': './lib/lean-http.ts',
        http: './lib/lean-http.ts',
        // twitter-text means the package; without this it would be Node's deprecated module.
        punycode: './node_modules/punycode/punycode.js',
      },
      minify: true,
      metafile: true,
      logLevel: 'silent',
    })
    return {
      outdir,
      entries: Object.fromEntries(entries.map((entry) => [entry, entryIn(metafile, outdir, entry)])),
    }
  } finally {
    await stop() // its service would stay, with 97 MB
  }
}

function entryIn(metafile: Metafile, outdir: string, entry: string): BundledEntry {
  const reached = reachable(metafile, join(relative(projectRoot, outdir), `${entry}.mjs`))
  return {
    file: `${entry}.mjs`,
    files: reached.map((path) => relative(outdir, join(projectRoot, path))),
    inputs: [...new Set(reached.flatMap((path) => Object.keys(metafile.outputs[path]!.inputs)))],
  }
}

function reachable(metafile: Metafile, start: string): string[] {
  const found = new Set([start])
  for (const path of found) {
    for (const each of metafile.outputs[path]!.imports) if (!each.external) found.add(each.path)
  }
  return [...found]
}
