import type { Asset } from '../domain/asset.ts'
import type { Generation } from '../domain/generation.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import { type Key, keys, kindOf } from './keys.ts'
import type { Table } from './table.ts'

/** An item below a user, told apart where more than the item belongs to it. */
export type UserItem = Key &
  (
    | { kind: 'job'; item: PublishJob }
    | { kind: 'asset'; item: Asset }
    | { kind: 'generation'; item: Generation }
    /** Of an outside file, under this key of the bucket. */
    | { kind: 'copy'; item: { object: string } }
    | { kind: 'connection' | 'erasure' | 'other'; item: unknown }
  )

const kinds: Record<string, UserItem['kind']> = {
  JOB: 'job',
  ASSET: 'asset',
  GENERATION: 'generation',
  COPY: 'copy',
  CONNECTION: 'connection',
  ERASURE: 'erasure',
}

/** All there is of a user, page by page. */
export async function* userItems(table: Table, userId: string): AsyncGenerator<UserItem[]> {
  let after: Record<string, unknown> | undefined
  do {
    const page = await table.query<Key>({
      ...keys.ofUser(userId),
      consistent: true,
      ...(after ? { after } : {}),
    })
    yield page.items.map((item) => {
      const { pk, sk } = item
      return { pk, sk, kind: kinds[kindOf(item)] ?? 'other', item } as UserItem
    })
    after = page.next
  } while (after)
}
