import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { film, picture, pngPicture } from './pinterest-files.ts'
import { breakfast, openWorld, type World } from './pinterest-world.ts'

const file = new URL('../../../shared/specs/pinterest-openapi-5.23.0-slice.json', import.meta.url)
const present = existsSync(file)

describe.skipIf(!present)(
  `our requests have the shapes of Pinterest's specification 5.23.0${present ? '' : ' (file absent)'}`,
  () => {
    const specification = present ? JSON.parse(readFileSync(file, 'utf8')) : {}
    const schemas = specification.components?.schemas ?? {}
    const definitions = JSON.parse(
      JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/definitions/'),
    )
    /** Every field named, none beside them, each as it is described. */
    const breaches = (name: string, value: Record<string, unknown>) => {
      const unnamed = Object.keys(value).filter((field) => !(field in schemas[name].properties))
      const shape = z.fromJSONSchema({ $ref: `#/definitions/${name}`, definitions } as never, {
        defaultTarget: 'openapi-3.0',
      })
      return [...unnamed, ...(shape.safeParse(value).error?.issues ?? [])]
    }
    const sourceSchemas: Record<string, string> = Object.fromEntries(
      Object.entries(schemas.PinMediaSource?.discriminator.mapping ?? {}).map(([type, ref]) => [
        type,
        String(ref).split('/').at(-1) ?? '',
      ]),
    )

    let world: World
    beforeAll(async () => {
      world = await openWorld()
    })
    afterAll(() => world.close())

    const options = {
      title: 'Blue hour',
      link: 'https://shop.example/',
      board_section_id: breakfast,
      dominant_color: '#6E7874',
    }
    const sandboxed = (context: PostContext): PostContext => ({
      ...context,
      network: world.networkAt('https://api-sandbox.pinterest.com'),
    })
    const bodyOf = async (context: PostContext) =>
      JSON.parse(String((await pinterest.publisher.commit(context, 0)).body))
    const hold = (
      body: { media_source: { source_type: string } & Record<string, unknown> },
      type: string,
    ) => {
      expect(body.media_source.source_type).toBe(type)
      expect(breaches('PinCreate', body)).toEqual([])
      expect(breaches(sourceSchemas[type] ?? '', body.media_source)).toEqual([])
    }

    it('a Pin of one picture, by address and inside', async () => {
      const context = await world.job({ text: 'words', options, files: [picture({ alt_text: 'a wall' })] })
      hold(await bodyOf(context), 'image_url')
      hold(await bodyOf(sandboxed(context)), 'image_base64')
    })

    it('a carousel, by addresses and inside', async () => {
      const items = [{ title: 'One', description: 'first', link: 'https://a.example/' }]
      const context = await world.job({
        post_type: 'carousel',
        options: { ...options, index: 0, items },
        files: [picture(), pngPicture()],
      })
      hold(await bodyOf(context), 'multiple_image_urls')
      hold(await bodyOf(sandboxed(context)), 'multiple_image_base64')
    })

    it('a video Pin, with either cover', async () => {
      const context = await world.prepare(
        await world.job({ post_type: 'video', options, files: [await film(), picture()] }),
      )
      hold(await bodyOf(context), 'video_id')
      hold(await bodyOf(sandboxed(context)), 'video_id')
      hold(await bodyOf({ ...context, media: context.media.slice(0, 1) }), 'video_id')
    })

    it('limits of text are those of PinCreate', () => {
      const { description, title, link, alt_text } = schemas.PinCreate.properties
      const { post } = pinterest.definition.postTypes
      expect(post!.text?.max).toBe(description.maxLength)
      expect(post!.media.altText?.max).toBe(alt_text.maxLength)
      const fits = (given: object) => post!.options().safeParse(given).success
      expect(fits({ title: 'a'.repeat(title.maxLength) })).toBe(true)
      expect(fits({ title: 'a'.repeat(title.maxLength + 1) })).toBe(false)
      const address = 'https://a.example/'.padEnd(link.maxLength, 'l')
      expect([fits({ link: address }), fits({ link: `${address}l` })]).toEqual([true, false])
    })

    it('scopes are those of the calls', () => {
      const calls = [
        '/pins post',
        '/media post',
        '/boards get',
        '/boards/{board_id}/pins get',
        '/user_account get',
      ]
      const needed = calls.flatMap((call) => {
        const [path = '', method = ''] = call.split(' ')
        const security: Record<string, string[]>[] = specification.paths[path][method].security
        return security.flatMap(({ pinterest_oauth2 = [] }) => pinterest_oauth2)
      })
      expect(pinterest.definition.oauth.required.toSorted()).toEqual([...new Set(needed)].toSorted())
    })
  },
)
