import { rmSync } from 'node:fs'
import { type Bundle, bundleApart, type Deployed, folderOf } from './bundle.ts'

/** A folder per function with its own files of the bundle, and nothing else. */
export interface Assets {
  folderOf(deployed: Deployed): string
}

/** @param folder emptied first */
export async function buildAssets(folder: string): Promise<Assets & { bundles: Record<string, Bundle> }> {
  rmSync(folder, { recursive: true, force: true })
  const bundles = await bundleApart(folder)
  return { bundles, folderOf: (made) => bundles[folderOf(made)]!.outdir }
}
