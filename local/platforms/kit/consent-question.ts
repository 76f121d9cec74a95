import type { SimAccount } from './accounts.ts'

/** A valid authorization request: what is asked, and where each answer leads. */
export interface ConsentQuestion {
  app: string
  scopes: string[]
  allow(account: SimAccount, scopes: string[]): string
  deny(): string
}
