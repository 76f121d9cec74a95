import type { SimAccount } from '../kit/server.ts'

export interface Organization {
  id: number
  name: string
  vanityName: string
  color: string
  followers: number
}

/** The pages of the simulated network; the second has signs that little text reserves. */
export const organizations: Organization[] = [
  { id: 5005001, name: 'Bluebird Bakery', vanityName: 'bluebird-bakery', color: '#1c7ed6', followers: 4210 },
  {
    id: 5005002,
    name: 'Harbor Cycles (Kiel)',
    vanityName: 'harbor-cycles',
    color: '#0b7285',
    followers: 987,
  },
  { id: 5005003, name: 'Coral Clinic', vanityName: 'coral-clinic', color: '#c2255c', followers: 15 },
]

/** Its people. `roles` says what each is on which page; `POST /_control/accounts` adds more, with `roles`. */
export const accounts: SimAccount[] = [
  person('7100000000101', 'alice', 'Alice Arnold', '#a61e4d', {
    5005001: 'ADMINISTRATOR',
    5005002: 'ADMINISTRATOR',
  }),
  person('7100000000102', 'bob', 'Bob Berger', '#364fc7', { 5005001: 'CONTENT_ADMINISTRATOR' }),
  person('7100000000103', 'carol', 'Carol Chen', '#2b8a3e', { 5005002: 'ANALYST', 5005003: 'ADMINISTRATOR' }),
]

function person(
  id: string,
  username: string,
  name: string,
  color: string,
  roles: Record<string, string>,
): SimAccount {
  return { id, username, name, color, traits: { roles } }
}
