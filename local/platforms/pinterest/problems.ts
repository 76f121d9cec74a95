import { Refusal } from '../kit/server.ts'

// Wire strings as Pinterest's specification states them or as other projects recorded them (2022 to 2026); where neither has
// one, the words are the simulator's own and the row says so.

function problem(status: number, code: number, message: string): Refusal {
  return new Refusal({ status, body: { code, message } })
}

export const invalidRequest = (message: string) => problem(400, 1, message)
export const invalidLink = () => invalidRequest('Invalid link URL.') // own words
export const notFetched = () => invalidRequest('Sorry we could not fetch the image.')
export const unreachable = () => invalidRequest('Unable to reach the URL.')
export const unsavable = () => invalidRequest("Sorry! This site doesn't allow you to save Pins.")
export const formatUnsupported = () => invalidRequest('The format of the image is not supported.')
export const coverMissing = () =>
  invalidRequest('One of cover_image_url or cover_image_content_type is required for video Pins.')
export const ratiosDiffer = () => invalidRequest('All images must have the same width/height ratio.') // own words
export const mediaNotReady = (status: string) =>
  invalidRequest(`Media upload is not ready to be used, its status is ${status}.`) // own words
export const boardNameTaken = () => invalidRequest('You already have a board with that name.') // own words

export const unauthenticated = () => problem(401, 2, 'Authentication failed.')
export const restricted = (feature: string) =>
  problem(401, 3, `Your application does not have access to this restricted feature: ${feature}`)

export const notPermitted = () => problem(403, 29, 'You are not permitted to access that resource.')
export const missingScopes = (scopes: string[]) =>
  problem(
    403,
    29,
    `Your token does not have sufficient permissions to perform this operation. Please ensure your token is authorized with the correct set of scopes. Missing: [${scopes.map((scope) => `'${scope}'`).join(', ')}]`,
  )
export const trialAccess = () =>
  problem(
    403,
    29,
    'Apps with Trial access may not create Pins in production https://api.pinterest.com - use API Sandbox https://api-sandbox.pinterest.com instead.',
  )
export const imageTooSmall = () =>
  problem(403, 233, 'Your image is too small. Please choose a larger image and try again.')
/** The specification names this case without its code. */
export const imageTooLarge = () =>
  problem(403, 234, 'Your image is too large. Please choose a smaller image and try again.')
export const imageBroken = () =>
  problem(403, 235, 'Your image is broken. Please choose another image and try again.')

export const boardMissing = () => problem(404, 40, 'Board not found.')
export const sectionMissing = () => problem(404, 2031, "Sorry! We couldn't find this board section.")
export const pinMissing = () => problem(404, 50, 'Pin not found.')
/** Older handlers repeat the HTTP status as their code. */
export const listedBoardMissing = () => problem(404, 404, 'Board not found.')
export const mediaMissing = () => problem(404, 404, 'Media upload not found')
export const pathMissing = () => problem(404, 404, 'Not Found')

export const timedOut = () => problem(408, 408, 'Pin upload timed out.') // own words
export const boardBusy = () => problem(409, 409, 'Could not get exclusive access to the board.')
export const rateLimited = () =>
  problem(
    429,
    8,
    'This request exceeded a rate limit. This can happen if the client exceeds one of the published rate limits or if multiple write operations are applied to an object within a short time window.',
  )
export const linkBlocked = () => problem(429, 9, 'Sorry! We blocked this link because it may lead to spam.')
export const serverFailed = () =>
  problem(500, 500, 'Something went wrong on our end. Please try again later.')
