import { dayMs, type NetworkContract } from './contract.ts'

const route = 'POST /v5/pins'
const commit = { route }
const longest = 'a'.repeat(800)

export const pinterest: NetworkContract = {
  platform: 'pinterest',
  name: 'Pinterest',
  settings: { rate_limits: false },
  account: { id: /^512636444000000101$/, name: 'alice' },
  // Its page asks for all or nothing; the network may still answer with fewer.
  partial: 'pins:write',
  renewal: { route: 'POST /v5/oauth/token', afterMs: 31 * dayMs },
  revoke: null,
  // Secret boards are another scope's.
  targets: [{ id: '512636375000000201' }, { id: '512636375000000202' }],
  place: {
    option: 'board_id',
    id: '512636375000000201',
    other: '512636375000000202',
    unknown: '512636375000000203',
  },
  foreign: 'visibility',
  ids: /^\d{17,}$/,
  posts: [
    { name: 'a picture', type: 'post', text: 'optional', files: ['photo'], commit, longest },
    {
      name: 'a picture with everything',
      type: 'post',
      text: 'optional',
      files: ['tall'],
      options: { link: 'https://example.com/hills', dominant_color: '#336699' },
      commit,
    },
    {
      name: 'a carousel',
      type: 'carousel',
      text: 'optional',
      files: ['photo', 'second', 'third'],
      options: { index: 1, items: [{ title: 'One' }, { link: 'https://example.com/two' }] },
      commit,
      longest,
    },
    {
      name: 'a film with its cover',
      type: 'video',
      text: 'optional',
      files: ['film', 'tall'],
      commit,
      shows: ['video'],
      longest,
    },
    { name: 'a film', type: 'video', text: 'optional', files: ['film'], commit },
  ],
  plain: 'a picture',
  failures: [
    { what: 'a link it blocks', class: 'rejected', fault: { route, kind: 'spam' } },
    {
      what: 'the limit of a minute',
      class: 'rate_limited',
      fault: { route, kind: 'rate_limit', reset_in: 120 },
    },
    {
      what: 'a 401 although the token is good',
      class: 'reauth',
      mended: true,
      fault: { route, kind: 'token_dead' },
    },
    { what: 'an app on trial', class: 'permission', fault: { route, kind: 'trial' } },
    { what: 'what its owner may not', class: 'permission', fault: { route, kind: 'not_permitted' } },
    { what: 'a board that is busy', class: 'retry', fault: { route, kind: 'board_busy' } },
    { what: 'a picture it could not fetch', class: 'retry', fault: { route, kind: 'fetch_failed' } },
    { what: 'a timeout after it took effect', class: 'unknown', fault: { route, kind: 'upload_timeout' } },
    {
      what: 'a timeout before it takes effect',
      class: 'unknown',
      fault: { route, kind: 'upload_timeout', effect: 'later', ms: 30_000 },
    },
    {
      what: 'a 5xx before anything happened',
      class: 'unknown',
      fault: { route, kind: 'server_error', effect: 'never' },
    },
    {
      what: 'a 5xx while preparing',
      class: 'retry',
      fault: { route: 'POST /v5/media', kind: 'status', status: 503, times: 3 },
      post: 'a film',
    },
    {
      what: 'a film that is slow',
      class: 'not_ready',
      fault: { route: 'POST media-upload', kind: 'slow_media', ms: 90_000 },
      post: 'a film',
    },
    {
      what: 'a film whose processing failed once',
      class: 'recreate',
      fault: { route: 'POST media-upload', kind: 'media_failed' },
      post: 'a film',
    },
    {
      what: 'a film whose processing fails each time',
      class: 'rejected',
      fault: { route: 'POST media-upload', kind: 'media_failed', times: 9 },
      post: 'a film',
    },
  ],
}
