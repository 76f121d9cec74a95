import type { TikTok } from '../state.ts'

/** Ends grants with their codes and tokens; returns the keys of the apps that lost one. */
export function endGrants(tiktok: TikTok, accountId: string, onlyApp?: string): string[] {
  const { state } = tiktok
  const isMeant = (one: { accountId: string; clientKey: string }) =>
    one.accountId === accountId && (onlyApp === undefined || one.clientKey === onlyApp)
  const ended = Object.entries(state.grants).filter(([, grant]) => isMeant(grant))
  for (const [id] of ended) {
    delete state.grants[id]
    endTokens(state.accessTokens, id)
    endTokens(state.refreshTokens, id)
  }
  for (const [value, code] of Object.entries(state.codes)) if (isMeant(code)) delete state.codes[value]
  tiktok.changed()
  return [...new Set(ended.map(([, grant]) => grant.clientKey))]
}

export function endTokens(tokens: Record<string, { grant: string }>, grantId: string): void {
  for (const [token, { grant }] of Object.entries(tokens)) if (grant === grantId) delete tokens[token]
}
