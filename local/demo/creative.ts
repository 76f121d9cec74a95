import { setTimeout as pause } from 'node:timers/promises'
import { ledger, type Scene } from './scene.ts'

interface Generation {
  id: string
  status: string
  images: { asset_id: string }[]
  error: string | null
}
interface Asset {
  status: string
  source: string
  width: number
  height: number
  mime_type: string
}
interface Quota {
  used: number
  remaining: number
}

const prompt = 'Evening over the hills, a low sun, wide and calm'
const caption = 'Made from a sentence, live a moment later'

/** A picture is made from a prompt and published with one call. */
export async function creative(scene: Scene, { instagram }: { instagram: string }): Promise<void> {
  const { narrator, alice } = scene
  narrator.chapter('A picture is made from a prompt, and published with one call')
  const { body: before } = await alice.call<Quota>('GET', '/generations/quota')
  const asked = await alice.call<Generation>('POST', '/generations', {
    prompt,
    aspect_ratio: '4:5',
    // Instagram takes nothing else.
    params: { output_format: 'jpeg' },
  })
  const { body: spent } = await alice.call<Quota>('GET', '/generations/quota')
  narrator.check(
    'the request is taken, and its quota spent',
    asked.status === 202 && spent.used === before.used + 1,
    `${before.remaining} images were left, now ${spent.remaining}`,
  )
  const made = await madeOf(scene, asked.body.id)
  narrator.check(
    'the orchestrator called back, signed, and the image was taken over',
    made.status === 'completed' && made.images.length === 1,
    made.error ?? `${made.status} ${made.id}`,
  )
  const assetId = made.images[0]?.asset_id
  const { body: asset } = await alice.call<Asset>('GET', `/assets/${assetId}`)
  narrator.check(
    'it is an asset, measured like any other',
    asset.status === 'ready' && asset.width * 5 === asset.height * 4,
    `${asset.mime_type}, ${asset.width} × ${asset.height}, from a ${asset.source}`,
  )
  const posted = await alice.call<{ postUrl: string | null; mediaId: string | null; detail?: string }>(
    'POST',
    '/publish/social',
    { assetId, socialAccountId: instagram, caption },
  )
  const live = (await ledger(scene, 'instagram')).filter(({ text }) => text === caption)
  narrator.check(
    'one call publishes it and answers with the post',
    posted.status === 200 && live.length === 1 && live[0]?.id === posted.body.mediaId,
    posted.body.postUrl ?? posted.body.detail,
  )
}

async function madeOf({ alice }: Scene, id: string): Promise<Generation> {
  const until = performance.now() + 40_000
  while (true) {
    const { body } = await alice.call<Generation>('GET', `/generations/${id}`)
    if (!['requested', 'generating'].includes(body.status) || performance.now() > until) return body
    await pause(150)
  }
}
