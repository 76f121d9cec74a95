import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import type { Platform } from '../shared/domain/platform.ts'

/** For the functions of one network: their registry names that one alone, so that the build holds no other. */
export const oneNetwork = (platform: Platform): Plugin => ({
  name: `${platform} alone`,
  setup(build) {
    build.onLoad({ filter: /shared\/platforms\/registry\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /\b(\w+): (?:\1\.\w+|.*import\('\.\/\1\/.*),?/g,
        (side, name) => (name === platform ? side : ''),
      ),
      loader: 'ts',
    }))
  },
})
