import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, deployedEntries } from './bundle.ts'

/** A folder per function with its own files of the bundle, and nothing else. */
export interface Assets {
  folderOf(entry: string): string
}

/** @param folder emptied first */
export function layOutAssets(bundle: Bundle, folder: string): Assets {
  rmSync(folder, { recursive: true, force: true })
  const folderOf = (entry: string) => join(folder, entry)
  for (const entry of deployedEntries()) {
    for (const file of bundle.entries[entry]!.files)
      cpSync(join(bundle.outdir, file), join(folderOf(entry), file))
  }
  return { folderOf }
}
