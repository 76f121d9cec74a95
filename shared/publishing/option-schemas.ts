import * as z from 'zod/mini'
import { type Platform, platforms } from '../domain/platform.ts'
import type { PlatformDefinition } from '../platforms/contract.ts'
import { definitions } from '../platforms/registry.ts'

/** What `platform_specific_options` may hold for one post type of a network, as JSON Schema. */
export interface OptionSchema {
  platform: Platform
  postType: string
  /** Its name among the schemas of OpenAPI: `InstagramReelOptions`. */
  component: string
  schema: Record<string, unknown>
}

/** The options of every network and post type of this build. */
export const optionSchemas = (): OptionSchema[] =>
  platforms.flatMap((platform) => {
    const definition = definitions[platform]
    return Object.keys(definition.postTypes).map((postType) => ({
      platform,
      postType,
      component: `${capitalized(definition.name)}${capitalized(postType)}Options`,
      schema: schemaOf(definition, postType),
    }))
  })

function schemaOf(definition: PlatformDefinition, postType: string): OptionSchema['schema'] {
  const { name, target, postTypes } = definition
  const { $schema, properties, ...rest } = z.toJSONSchema(postTypes[postType]!.options(), {
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  })
  return {
    title: `${name} ${postType}`,
    ...rest,
    properties: {
      ...properties,
      post_type: {
        description: 'When left out, the assets decide',
        anyOf: [{ type: 'string', const: postType }, { type: 'null' }],
      },
      ...(target
        ? {
            [target.option]: {
              description:
                'Where it goes, by the id of a target of the connection; the default one when left out',
              anyOf: [{ type: 'string' }, { type: 'null' }],
            },
          }
        : {}),
    },
  }
}

/** `TikTok` stays, `video_story` becomes `VideoStory`. */
const capitalized = (name: string): string =>
  name.replace(/(?:^|[\s_-]+)(\w)/g, (_, letter: string) => letter.toUpperCase())
