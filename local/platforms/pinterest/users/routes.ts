import type { Route, SimAccount } from '../../kit/server.ts'
import { visibleBoards } from '../boards/access.ts'
import { apiCall } from '../calls.ts'
import type { Pinterest } from '../state.ts'

/** GET /user_account. */
export function userRoutes(pinterest: Pinterest): Route[] {
  return apiCall(pinterest, {
    method: 'GET',
    path: '/user_account',
    scopes: ['user_accounts:read'],
    category: 'org_read',
    run(_, caller) {
      const { account, host } = caller
      const boards = visibleBoards(pinterest, caller).filter((board) => board.ownerId === account.id)
      const pins = pinterest.state.pins.filter((pin) => pin.accountId === account.id && pin.host === host)
      return {
        status: 200,
        body: {
          id: account.id,
          username: account.username,
          account_type: trait(account, 'account_type') ?? 'PINNER',
          profile_image: pinterest.accounts.avatarUrl(account),
          website_url: trait(account, 'website_url') ?? '',
          business_name: trait(account, 'business_name') ?? null,
          about: trait(account, 'about') ?? '',
          board_count: boards.length,
          pin_count: pins.length,
          follower_count: 120,
          following_count: 45,
          monthly_views: null,
        },
      }
    },
  })
}

function trait(account: SimAccount, name: string): string | undefined {
  const value = account.traits?.[name]
  return typeof value === 'string' ? value : undefined
}
