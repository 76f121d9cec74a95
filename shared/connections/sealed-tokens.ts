import type { Envelope, SocialConnection } from '../domain/social-connection.ts'
import type { Tokens } from '../platforms/contract.ts'
import type { Envelopes } from '../security/envelope.ts'

/** The connection an envelope is bound to. */
export type ConnectionRef = Pick<SocialConnection, 'user_id' | 'id' | 'platform'>

const contextOf = ({ user_id, id, platform }: ConnectionRef) => ({ user_id, connection_id: id, platform })

/** Encrypts tokens for this connection alone. */
export const sealTokens = (
  services: { envelopes: Envelopes },
  ref: ConnectionRef,
  tokens: Tokens,
): Promise<Envelope> => services.envelopes.seal(JSON.stringify(tokens), contextOf(ref))

/** Gets ready to encrypt tokens that are still to come: nothing stands between them and the table then. */
export async function readyToSeal(
  services: { envelopes: Envelopes },
  ref: ConnectionRef,
): Promise<(tokens: Tokens) => Envelope> {
  const seal = await services.envelopes.sealer(contextOf(ref))
  return (tokens) => seal(JSON.stringify(tokens))
}

/** The tokens of a connection, or of a grant that waits to become it. */
export const openTokens = async (
  services: { envelopes: Envelopes },
  sealed: ConnectionRef & { tokens: Envelope },
): Promise<Tokens> => JSON.parse(await services.envelopes.open(sealed.tokens, contextOf(sealed))) as Tokens
