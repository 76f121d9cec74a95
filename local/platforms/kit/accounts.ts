export interface SimAccount {
  id: string
  username: string
  name: string
  /** The avatar's colour; its picture is drawn from it and served at `/_avatar/<username>.svg`. */
  color: string
  /** What else the network knows about it. */
  traits?: Record<string, unknown>
}

export interface AccountBook {
  all(): SimAccount[]
  byId(id: string): SimAccount | undefined
  byUsername(username: string): SimAccount | undefined
  avatarUrl(account: SimAccount): string
}

/** Looks accounts up in the list the state holds at the moment. */
export function accountBook(list: () => SimAccount[], url: () => string): AccountBook {
  return {
    all: list,
    byId: (id) => list().find((account) => account.id === id),
    byUsername: (username) => list().find((account) => account.username === username),
    avatarUrl: (account) => `${url()}/_avatar/${account.username}.svg`,
  }
}

/** Makes an account from a control request; throws an Error in words when it can't. */
export function newAccount(input: Record<string, unknown>, existing: SimAccount[]): SimAccount {
  const { username, id, name, color, ...traits } = input
  if (typeof username !== 'string' || !/^[\w.]{1,30}$/.test(username)) {
    throw new Error('username is 1–30 letters, digits, _ or .')
  }
  const wanted = typeof id === 'string' ? id : nextId(existing)
  if (existing.some((account) => account.username === username || account.id === wanted)) {
    throw new Error('this account exists already')
  }
  return {
    id: wanted,
    username,
    name: typeof name === 'string' ? name : username,
    color: typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : '#64748b',
    traits,
  }
}

function nextId(existing: SimAccount[]): string {
  const ids = existing.map((account) => BigInt(account.id))
  return String(ids.reduce((highest, id) => (id > highest ? id : highest), 1000n) + 1n)
}

/** A round picture with the first letter. */
export function avatarSvg(account: SimAccount): string {
  const letter = account.name.slice(0, 1).toUpperCase().replace(/[<&]/, '?')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><circle cx="48" cy="48" r="48" fill="${account.color}"/><text x="48" y="62" font-family="sans-serif" font-size="40" fill="#fff" text-anchor="middle">${letter}</text></svg>`
}
