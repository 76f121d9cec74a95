import { AppError } from '../domain/errors.ts'
import { openToken } from '../security/callback-token.ts'
import { isSigned, type SignedRequest } from '../security/signature.ts'
import type { GeneratingServices } from './services.ts'

const tokenHeader = 'creativeflow-token'
type Headers = Record<string, string | undefined>

/** Lets in what the orchestrator signed just now. @throws AppError `invalid_signature` */
export async function admitSigned(
  request: SignedRequest & { headers: Headers },
  { secrets, now }: Pick<GeneratingServices, 'secrets' | 'now'>,
): Promise<void> {
  const { callback } = await secrets()
  if (!isSigned(callback, request, now())) throw new AppError('invalid_signature')
}

/** Whose generation the token of a callback is for. @throws AppError `invalid_signature` */
export async function ownerOf(
  id: string,
  headers: Headers,
  { secrets }: Pick<GeneratingServices, 'secrets'>,
): Promise<string> {
  const { callback } = await secrets()
  const owner = openToken(callback, id, headers[tokenHeader] ?? '')
  if (owner === undefined) throw new AppError('invalid_signature', 'The token is not of this generation.')
  return owner
}
