import * as z from 'zod/mini'
import type { Target } from '../../domain/social-connection.ts'
import type { PlatformModule } from '../contract.ts'
import type { Network } from '../request.ts'
import { graphId } from './graph.ts'
import { listEdge } from './listing.ts'

const page = z.object({
  id: graphId,
  name: z.nullish(z.string()),
  access_token: z.optional(z.string().check(z.minLength(1))),
  tasks: z.optional(z.array(z.string())),
})

/** The Pages that were ticked at the consent and on which the person may post. */
export const targets: NonNullable<PlatformModule['targets']> = (network, { access_token }) =>
  pagesOf(network, access_token)

export async function pagesOf(
  network: Network,
  userToken: string,
): Promise<{ targets: Target[]; tokens: Record<string, string> }> {
  const rows = await listEdge(network, userToken, {
    path: '/me/accounts',
    route: 'GET /me/accounts',
    query: { fields: 'id,name,access_token,tasks' },
    row: page,
  })
  const found = new Map<string, { name: string | null; token: string }>()
  for (const { id, name, access_token, tasks } of rows)
    if (access_token && (tasks?.includes('CREATE_CONTENT') ?? true))
      found.set(id, { name: name ?? null, token: access_token })
  const pages = [...found]
  return {
    targets: pages.map(([id, { name }]) => ({ id, name, kind: 'page' })),
    tokens: Object.fromEntries(pages.map(([id, { token }]) => [id, token])),
  }
}
