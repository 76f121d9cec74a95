import { setTimeout as pause } from 'node:timers/promises'
import { good, type Schema } from '../../client/open-api.ts'
import { ledger, type Scene } from './scene.ts'

const prompt = 'Evening over the hills, a low sun, wide and calm'
const caption = 'Made from a sentence, live a moment later'

/** A picture is made from a prompt and published with one call. */
export async function creative(scene: Scene, { instagram }: { instagram: string }): Promise<void> {
  const { narrator, alice } = scene
  narrator.chapter('A picture is made from a prompt, and published with one call')
  const before = good(await alice.api.GET('/api/v1/generations/quota'))
  // Instagram takes JPEG alone.
  const body = { prompt, aspect_ratio: '4:5', params: { output_format: 'jpeg' } } as const
  const asked = await alice.api.POST('/api/v1/generations', { body })
  const spent = good(await alice.api.GET('/api/v1/generations/quota'))
  narrator.check(
    'the request is taken, and its quota spent',
    asked.response.status === 202 && spent.used === before.used + 1,
    `${before.remaining} images were left, now ${spent.remaining}`,
  )
  const made = await madeOf(scene, good(asked).id)
  narrator.check(
    'the orchestrator called back, signed, and the image was taken over',
    made.status === 'completed' && made.images.length === 1,
    made.error ?? `${made.status} ${made.id}`,
  )
  const assetId = made.images[0]?.asset_id ?? ''
  const asset = good(await alice.api.GET('/api/v1/assets/{id}', { params: { path: { id: assetId } } }))
  narrator.check(
    'it is an asset, measured like any other',
    asset.status === 'ready' && asset.width! * 5 === asset.height! * 4,
    `${asset.mime_type}, ${asset.width} × ${asset.height}, from a ${asset.source}`,
  )
  const { data: posted, response } = await alice.api.POST('/api/v1/publish/social', {
    body: { assetId, socialAccountId: instagram, caption },
  })
  const live = (await ledger(scene, 'instagram')).filter(({ text }) => text === caption)
  narrator.check(
    'one call publishes it and answers with the post',
    response.status === 200 && live.length === 1 && live[0]?.id === posted?.mediaId,
    posted?.postUrl ?? `${response.status}`,
  )
}

async function madeOf({ alice }: Scene, id: string): Promise<Schema<'GenerationResponse'>> {
  const until = performance.now() + 40_000
  while (true) {
    const made = good(await alice.api.GET('/api/v1/generations/{id}', { params: { path: { id } } }))
    if (!['requested', 'generating'].includes(made.status) || performance.now() > until) return made
    await pause(150)
  }
}
