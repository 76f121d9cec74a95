import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { projectRoot } from '../../lib/bundle.ts'
import { madeOptions } from '../../lib/made-options.ts'
import { optionSchemas } from '../../shared/publishing/option-schemas.ts'

test('options that are made with a function are those it would make', async () => {
  const { outputFiles } = await build({
    entryPoints: ['shared/publishing/option-schemas.ts'],
    absWorkingDir: projectRoot,
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [madeOptions],
  })
  const text = outputFiles[0]!.text
  expect(text).not.toContain('import')
  const made = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  expect(made.optionSchemas()).toEqual(optionSchemas())
})
