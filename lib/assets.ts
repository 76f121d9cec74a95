import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Bundle, bundleApart, type Deployed, digestOfSources, folderOf, projectRoot } from './bundle.ts'

/** A folder per function with its own files of the bundle, and nothing else. */
export interface Assets {
  folderOf(deployed: Deployed): string
}

interface Made {
  digest: string
  bundles: Record<string, Bundle>
}

/** @param folder emptied first, unless what stands there was made of the very same sources */
export async function buildAssets(folder: string): Promise<Assets & { bundles: Record<string, Bundle> }> {
  const absolute = resolve(projectRoot, folder)
  const note = join(absolute, 'made.json')
  const digest = digestOfSources()
  const before: Made | undefined = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : undefined
  const bundles = before?.digest === digest ? before.bundles : await build()
  return { bundles, folderOf: (made) => bundles[folderOf(made)]!.outdir }

  async function build(): Promise<Record<string, Bundle>> {
    rmSync(absolute, { recursive: true, force: true })
    const built = await bundleApart(folder)
    writeFileSync(note, JSON.stringify({ digest, bundles: built } satisfies Made))
    return built
  }
}
