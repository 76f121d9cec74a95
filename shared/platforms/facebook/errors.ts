import type { FailureRow } from '../failures.ts'
import { graphCodes, graphSubcodes } from '../meta/graph-errors.ts'
import { pageErrors } from '../meta/page-errors.ts'
import { sourced } from '../meta/sourced.ts'

const notTaken = 'Facebook could not take the video.'

const uploadErrors: readonly FailureRow[] = [
  ...sourced('https://developers.facebook.com/docs/video-api/guides/reels-publishing, 2026-11-20', [
    {
      id: 'upload-processing',
      match: { code: 'ProcessingFailedError' },
      class: 'recreate',
      userMessage: notTaken,
      repeats: {
        most: 1,
        afterwards: 'rejected',
        userMessage: 'Facebook could not process the video, twice. Send it as another file.',
      },
    },
    {
      id: 'upload-offset',
      match: { code: 'OffsetInvalidError' },
      class: 'recreate',
      userMessage: notTaken,
    },
    {
      id: 'upload-partial',
      match: { code: 'PartialRequestError' },
      class: 'retry',
      userMessage: 'Facebook did not receive all of the video.',
    },
  ]),
  ...sourced('seen by other projects, 2026-11-20', [
    {
      id: 'upload-chunk-offset',
      match: { subcode: '1363037' },
      class: 'recreate',
      userMessage: notTaken,
    },
  ]),
]

const secureRequests: readonly FailureRow[] = sourced(
  'https://developers.facebook.com/docs/graph-api/guides/secure-requests, 2026-11-20',
  [
    {
      id: 'proof-refused',
      match: { code: '100', message: /appsecret_proof/ },
      class: 'operator',
      userMessage: "Facebook refuses this service's own credentials.",
    },
  ],
)

const hashtagSearch: readonly FailureRow[] = sourced(
  'the rule is documented (hashtag search, read 2026-09-11), the codes are in no page that was read',
  [
    {
      id: 'hashtag-limit',
      match: { code: '18' },
      class: 'rate_limited',
      userMessage: 'The 30 hashtags that Instagram lets an account search for in 7 days are used up.',
    },
    {
      id: 'hashtag-missing',
      match: { code: '24' },
      class: 'invalid',
      userMessage: 'There is no such hashtag.',
    },
  ],
)

const generalErrors: readonly FailureRow[] = sourced(
  'https://developers.facebook.com/docs/graph-api/guides/error-handling, 2026-11-20',
  [
    {
      id: 'video-format',
      match: { code: '352' },
      class: 'rejected',
      userMessage: 'Facebook does not take the format of this video.',
    },
    {
      // The upload host names no code for it.
      id: 'unauthorized',
      match: { status: 401 },
      class: 'reauth',
      userMessage: 'Facebook no longer accepts this connection. Connect the account again.',
    },
  ],
)

/** Subcodes stand before codes: a code without its own row for the subcode means the general thing. */
export const errors: readonly FailureRow[] = [
  ...secureRequests,
  ...hashtagSearch,
  ...uploadErrors,
  ...graphSubcodes,
  ...pageErrors,
  ...graphCodes,
  ...generalErrors,
]
