import type { FailureRow } from '../failures.ts'
import { sourced } from './sourced.ts'

const busy = 'The network has a fault of its own.'

/** Numbers that arrive as code or as subcode. */
const eitherWay = (
  number: string,
  row: Omit<FailureRow, 'match' | 'source'>,
): Omit<FailureRow, 'source'>[] => [
  { ...row, match: { subcode: number } },
  { ...row, id: `${row.id}-code`, match: { code: number } },
]

/** Media and post errors of Pages and reels, by number. */
export const pageErrors: readonly FailureRow[] = [
  ...sourced('https://developers.facebook.com/docs/video-api/guides/reels-publishing, 2026-11-20', [
    ...eitherWay('1363040', {
      id: 'reel-ratio',
      class: 'rejected',
      userMessage: 'The shape of the video is not between 16:9 and 9:16.',
    }),
    ...eitherWay('1363127', {
      id: 'reel-resolution',
      class: 'rejected',
      userMessage: 'The resolution of the video is too low.',
    }),
    ...eitherWay('1363128', {
      id: 'reel-duration',
      class: 'rejected',
      userMessage: 'The length of the video is not between 3 and 90 seconds.',
    }),
    ...eitherWay('1363129', {
      id: 'reel-frame-rate',
      class: 'rejected',
      userMessage: 'The frame rate of the video is not between 24 and 60.',
    }),
  ]),
  ...sourced('seen by postiz on Facebook Pages, 2026-11-20', [
    {
      id: 'photos-already-posted',
      match: { subcode: '1366051' },
      class: 'invalid',
      onCommit: 'duplicate',
      userMessage: 'The network says that these photos were already posted.',
    },
    {
      id: 'flagged-abusive',
      match: { subcode: '1346003' },
      class: 'rejected',
      userMessage: 'The network takes this content for abusive.',
    },
    {
      id: 'content-format',
      match: { subcode: '1349125' },
      class: 'invalid',
      userMessage: 'The network refuses the form of this content.',
    },
    {
      id: 'unavailable-1363047',
      match: { subcode: '1363047' },
      class: 'retry',
      onCommit: 'unknown',
      userMessage: busy,
    },
    {
      id: 'photo-refused',
      match: { subcode: '1366046' },
      class: 'rejected',
      userMessage: 'The photo is too large or of a kind the network does not take.',
    },
    {
      id: 'posting-too-fast',
      match: { subcode: '1390008' },
      class: 'rate_limited',
      userMessage: 'The network says that this account posts too fast.',
    },
    {
      id: 'security-check',
      match: { subcode: '1404006' },
      class: 'account',
      userMessage: 'The network wants a security check. The owner must log in there.',
    },
    {
      id: 'publishing-authorization',
      match: { subcode: '1404078' },
      class: 'account',
      userMessage: 'The owner must complete the Page Publishing Authorization at the network.',
    },
    {
      id: 'community-standards',
      match: { subcode: '1404102' },
      class: 'rejected',
      userMessage: "The content breaks the network's community standards.",
    },
    {
      id: 'limited-access',
      match: { subcode: '1404112' },
      class: 'account',
      userMessage: 'The network has limited what this account may do.',
    },
    {
      id: 'own-link',
      match: { subcode: '1609008' },
      class: 'invalid',
      userMessage: 'The network does not take links to itself here.',
    },
    {
      id: 'unavailable-1609010',
      match: { subcode: '1609010' },
      class: 'retry',
      onCommit: 'unknown',
      userMessage: busy,
    },
    {
      id: 'url-invalid',
      match: { subcode: '2061006' },
      class: 'invalid',
      userMessage: 'The network refuses the URL.',
    },
    {
      id: 'file-invalid',
      match: { subcode: '2069019' },
      class: 'rejected',
      userMessage: 'The network refuses the file.',
    },
    {
      id: 'identity',
      match: { subcode: '4854002' },
      class: 'account',
      userMessage: 'The owner must confirm their identity at the network.',
    },
  ]),
  ...sourced('https://developers.facebook.com/docs/graph-api/reference/page, 2026-11-20', [
    {
      id: 'duplicate-post',
      match: { code: '506' },
      class: 'invalid',
      onCommit: 'duplicate',
      userMessage: 'The network says that this was just posted.',
    },
    {
      id: 'image-invalid',
      match: { code: '324' },
      class: 'rejected',
      userMessage: 'The image is missing or broken.',
    },
    {
      id: 'video-too-small',
      match: { code: '382' },
      class: 'rejected',
      userMessage: 'The video file is too small.',
    },
    {
      id: 'video-not-fetched',
      match: { code: '389' },
      class: 'retry',
      userMessage: 'The network could not fetch the video.',
      repeats: {
        most: 1,
        afterwards: 'rejected',
        userMessage: 'The network could not fetch the video, twice. Send it as another file.',
      },
    },
    {
      id: 'video-broken',
      match: { code: '6000' },
      class: 'rejected',
      userMessage: 'The network cannot read the video.',
    },
    {
      id: 'video-upload',
      match: { code: '6001' },
      class: 'retry',
      userMessage: 'The network had a problem taking the video.',
      repeats: {
        most: 1,
        afterwards: 'rejected',
        userMessage: 'The network had a problem taking the video, twice. Send it as another file.',
      },
    },
    {
      id: 'metric-missing',
      match: { code: '3001', subcode: '1504028' },
      class: 'invalid',
      userMessage: 'No metric was named.',
    },
  ]),
]
