import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { platforms } from '../../shared/domain/platform.ts'
import { definitions } from '../../shared/platforms/registry.ts'
import { credentialVariables } from '../../shared/runtime/config.ts'

describe.each(platforms)('the guide of %s', (platform) => {
  const guide = () => readFile(`docs/networks/${platform}.md`, 'utf8')

  test('names what must be pasted, asked for and set', async () => {
    const text = await guide()
    const { id, secret } = credentialVariables[platform]
    const words = [`/api/v1/connections/connect/${platform}/callback`, `${id}=`, `${secret}=`]
    for (const word of words) expect(text).toContain(word)
    for (const scope of definitions[platform].oauth.scopes) expect(text).toContain(`\`${scope}\``)
  })

  test('is read in a few minutes', async () => {
    expect((await guide()).split('\n').length).toBeLessThanOrEqual(81)
  })
})
