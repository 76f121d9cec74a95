import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jpeg } from '../fixtures/media.ts'
import { alice, openWorld, publisher, type World } from './instagram-world.ts'

const file = new URL('../../../shared/specs/meta-graph-key-endpoints.json', import.meta.url)
const absent = !existsSync(file)

/** Fields that Meta's own machine description lists for graph.instagram.com. */
function fieldsOf(node: string): string[] {
  if (absent) return []
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { fields: Record<string, string> }>
  return Object.keys(spec[node]!.fields)
}

describe.skipIf(absent)("fields of Meta's machine description", () => {
  let world: World
  let me: ReturnType<typeof publisher>
  let container: string
  let media: string

  beforeAll(async () => {
    world = await openWorld()
    me = publisher(world, await world.longToken())
    const image_url = world.host.serve('/square.jpg', jpeg({ width: 320, height: 320 }))
    container = await me.ready({ image_url })
    media = (await me.publish(container)).body.id
  })
  afterAll(() => world.close())

  test.each([
    ['IGUserForIGOnlyAPI', () => alice],
    ['IGMediaForIGOnlyAPI', () => media],
    ['ShadowIGMediaBuilder', () => container],
  ])('%s are all known', async (node, id) => {
    const answer = await me.read(id(), fieldsOf(node).join(','))
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  })
})
