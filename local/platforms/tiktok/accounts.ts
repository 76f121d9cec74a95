import type { SimAccount } from '../kit/server.ts'

/** Alice is public, bob allows neither duet nor stitch and posts shorter films, carol's account is private. */
export const accounts: SimAccount[] = [
  { id: '6800000000000000101', username: 'alice', name: 'Alice Arnaud 🌿', color: '#0b7285' },
  {
    id: '6800000000000000102',
    username: 'bob',
    name: 'Bob Berg',
    color: '#862e9c',
    traits: { max_video_post_duration_sec: 180 },
  },
  { id: '6800000000000000103', username: 'carol', name: 'Carol Chen', color: '#d9480f' },
]
