import type { Generation } from '../domain/generation.ts'

const iso = (time: number) => new Date(time).toISOString()

/** A generation as its owner sees it. */
export function presentGeneration(generation: Generation) {
  const { images = [], ended_at } = generation
  return {
    id: generation.id,
    status: generation.status,
    prompt: generation.prompt,
    aspect_ratio: generation.aspect_ratio ?? null,
    style: generation.style ?? null,
    count: generation.count,
    params: generation.params ?? null,
    images: images.flatMap((image) => ('asset_id' in image ? [{ asset_id: image.asset_id }] : [])),
    problems: images.flatMap((image) => ('problem' in image ? [image.problem] : [])),
    error: generation.error ?? null,
    created_at: iso(generation.created_at),
    expires_at: iso(generation.deadline),
    ended_at: ended_at === undefined ? null : iso(ended_at),
  }
}
