import type { SimAccount } from '../kit/server.ts'
import type { Board, PinterestState, Section } from './state.ts'

/** Alice has public, shared and secret boards, bob one of his own and alice's shared one, carol none. */
export const accounts: SimAccount[] = [
  {
    id: '512636444000000101',
    username: 'alice',
    name: 'Alice Ahlgren',
    color: '#c2255c',
    traits: {
      account_type: 'BUSINESS',
      business_name: 'Ahlgren Interiors',
      website_url: 'https://alice.example/',
    },
  },
  {
    id: '512636444000000102',
    username: 'bob',
    name: 'Bob Bauer',
    color: '#1864ab',
    traits: { account_type: 'PINNER' },
  },
  {
    id: '512636444000000103',
    username: 'carol',
    name: 'Carol Costa',
    color: '#2b8a3e',
    traits: { account_type: 'PINNER' },
  },
]

const [alice, bob] = accounts.map((account) => account.id)
const seededAt = Date.UTC(2026, 0, 5)

const boards: Board[] = [
  seed('512636375000000201', alice!, 'Inspiration'),
  { ...seed('512636375000000202', alice!, 'Recipes'), collaborators: [bob!] },
  { ...seed('512636375000000203', alice!, 'Surprise party'), privacy: 'SECRET' },
  seed('512636375000000204', bob!, 'Workshop'),
]

const sections: Section[] = [
  { id: '5126363750000003001', boardId: '512636375000000202', name: 'Breakfast' },
  { id: '5126363750000003002', boardId: '512636375000000202', name: 'Dinner' },
]

function seed(id: string, ownerId: string, name: string): Board {
  return {
    id,
    host: 'production',
    ownerId,
    name,
    description: null,
    privacy: 'PUBLIC',
    isAdsOnly: false,
    collaborators: [],
    createdAt: seededAt,
    modifiedAt: seededAt,
  }
}

/** The sandbox starts without boards, as a developer finds it. */
export const initialState = (): PinterestState => ({
  codes: {},
  grants: {},
  accessTokens: {},
  refreshTokens: {},
  boards: structuredClone(Object.fromEntries(boards.map((board) => [board.id, board]))),
  sections: structuredClone(Object.fromEntries(sections.map((section) => [section.id, section]))),
  pins: [],
  uploads: {},
  windows: {},
  lastId: '0',
})
