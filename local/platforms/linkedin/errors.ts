import { Refusal } from '../kit/server.ts'

// Codes and words as recorded from the live API or quoted from learn.microsoft.com; words in square brackets are the simulator's own.

interface Words {
  status: number
  code?: string
  message: string
  serviceErrorCode?: number
}

export function refusal({ status, serviceErrorCode, code, message }: Words): Refusal {
  return new Refusal({
    status,
    headers: { 'x-restli-error-response': 'true' },
    body: {
      status,
      ...(serviceErrorCode !== undefined && { serviceErrorCode }),
      ...(code && { code }),
      message,
    },
  })
}

const bad = (code: string, message: string) => refusal({ status: 400, code, message })
const titled = (kind: string) => kind[0]!.toUpperCase() + kind.slice(1)

export const illegalArgument = (message: string) => bad('ILLEGAL_ARGUMENT', message)
export const badPathKey = () => illegalArgument('Syntax exception in path variables')
export const badQuery = () => illegalArgument('Invalid query parameters passed to request')
export const missingField = (field: string) => bad('MISSING_FIELD', `${field} is missing`)
export const invalidValue = (field: string, why: string) =>
  bad('INVALID_VALUE_FOR_FIELD', `Invalid value for field ${field} [${why}]`)
export const blankValue = (field: string) => bad('INVALID_VALUE_BLANK_FIELD', `${field} cannot be blank`)
export const tooLong = (field: string, most: number) =>
  bad('FIELD_LENGTH_TOO_LONG', `${field} field length is too long [at most ${most}]`)
export const invalidUrnType = () => bad('INVALID_URN_TYPE', 'Invalid URN Type')
export const invalidUrnId = () => bad('INVALID_URN_ID', 'This URN Id is invalid')
export const invalidUrl = () => bad('INVALID_URL', 'Invalid URL')
export const invalidAssetId = (kind: string) =>
  bad(`INVALID_${kind.toUpperCase()}_ID`, `This ${titled(kind)} ID is invalid`)
export const expiredUploadUrl = (kind: string) =>
  bad('EXPIRED_UPLOAD_URL', `The ${titled(kind)} upload URL is expired`)
export const assetNotUpdated = () =>
  bad('UPDATING_ASSET_FAILED', 'Failed to update asset. Please recreate the asset and try again.')
export const waitingUpload = () => bad('MEDIA_ASSET_WAITING_UPLOAD', 'Media asset is waiting upload')
export const processingFailed = () => bad('MEDIA_ASSET_PROCESSING_FAILED', 'Media asset failed processing')
export const stillProcessing = (urn: string) =>
  refusal({ status: 422, message: `Media asset ${urn} is still processing` })

export const versionMissing = () =>
  bad(
    'VERSION_MISSING',
    'A version must be present. Please specify a version by adding the Linkedin-Version header.',
  )
export const versionInactive = (version: string) =>
  refusal({
    status: 426,
    code: 'NONEXISTENT_VERSION',
    message: `Requested version ${/^\d{6}$/.test(version) ? `${version}01` : version} is not active`,
  })

const denied = (message: string) =>
  refusal({ status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED', message })

export const accessDenied = (permission: string) => denied(`Not enough permissions to access: ${permission}`)
export const adminOnly = (urn: string) =>
  denied(`Viewer don't have permission to the ADMIN_ONLY VisibilityReduction for ${urn}`)
/** For query parameters a resource doesn't have. */
export const unpermitted = (field: string) =>
  denied(
    `Unpermitted fields present in PARAMETER: Data Processing Exception while processing fields [/${field}]`,
  )

export const notFound = () => refusal({ status: 404, code: 'NOT_FOUND', message: 'Could not find entity' })

const deadTokens = {
  invalid: { serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN', message: 'Invalid access token' },
  revoked: {
    serviceErrorCode: 65601,
    code: 'REVOKED_ACCESS_TOKEN',
    message: 'The token used in the request has been revoked by the user',
  },
  expired: {
    serviceErrorCode: 65602,
    code: 'EXPIRED_ACCESS_TOKEN',
    message: 'The token used in the request has expired',
  },
  empty: { serviceErrorCode: 401, code: 'EMPTY_ACCESS_TOKEN', message: 'Empty oauth2 access token' },
}

export const tokenRefused = (why: keyof typeof deadTokens) => refusal({ status: 401, ...deadTokens[why] })

/** No header tells of the limit or its end. */
export const throttled = (scope: string) =>
  refusal({
    status: 429,
    serviceErrorCode: 101,
    code: 'TOO_MANY_REQUESTS',
    message: scope
      ? `Resource level throttle ${scope} limit for calls to this resource is reached.`
      : 'Too many requests',
  })

/** The validation report of rest.li, one line for each fault. */
export const schemaRefusal = (lines: string[]) =>
  refusal({ status: 422, message: lines.map((line) => `ERROR :: ${line}\n`).join('') })
