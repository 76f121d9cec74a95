import { dayMs, type NetworkContract } from './contract.ts'

const commit = { route: 'POST /:ig/media_publish' }
const longest = '🙂'.repeat(2200)

export const instagram: NetworkContract = {
  platform: 'instagram',
  name: 'Instagram',
  settings: { quota_total: 100_000, containers_per_day: 100_000 },
  account: { id: /^17841400000000101$/, name: 'alice' },
  partial: 'instagram_business_content_publish',
  renewal: { route: 'GET /refresh_access_token', afterMs: 47 * dayMs, ahead: true },
  revoke: null,
  targets: [{ id: '17841400000000101', default: true }],
  place: null,
  foreign: 'board_id',
  ids: /^\d{17,}$/,
  posts: [
    { name: 'a picture', type: 'post', text: 'optional', files: ['photo'], commit, longest },
    {
      name: 'a picture with a first comment',
      type: 'post',
      text: 'optional',
      files: ['photo'],
      options: { first_comment: 'The first word' },
      commit,
      makes: 2,
    },
    {
      name: 'a carousel of pictures and a film',
      type: 'carousel',
      text: 'optional',
      files: ['photo', 'square', 'second'],
      commit,
      longest,
    },
    {
      name: 'a reel',
      type: 'reel',
      text: 'optional',
      files: ['film'],
      options: { thumb_offset: 1000, share_to_feed: true },
      commit,
      longest,
    },
    { name: 'a story of a picture', type: 'story', text: null, files: ['tall'], commit },
    { name: 'a story of a film', type: 'story', text: null, files: ['film'], commit },
  ],
  plain: 'a picture',
  failures: [
    {
      what: 'a container that ends in an error',
      class: 'rejected',
      fault: { route: 'POST /:ig/media', kind: 'container_error', subcode: 2207026 },
      post: 'a reel',
    },
    {
      what: 'the limit of calls',
      class: 'rate_limited',
      fault: { route: 'POST /:ig/media_publish', kind: 'rate_limit', code: 80002, regain_minutes: 10 },
    },
    {
      what: 'the limit of calls while preparing',
      class: 'rate_limited',
      fault: { route: 'POST /:ig/media', kind: 'rate_limit', code: 4, regain_minutes: 10 },
    },
    {
      what: 'a token that its owner ended',
      class: 'reauth',
      fault: { route: 'POST /:ig/media_publish', kind: 'kill_token', subcode: 460 },
    },
    {
      what: 'a 5xx before anything happened',
      class: 'unknown',
      fault: { route: 'POST /:ig/media_publish', kind: 'status', status: 503 },
    },
    {
      what: 'a 5xx while preparing',
      class: 'retry',
      fault: { route: 'POST /:ig/media', kind: 'status', status: 503, times: 3 },
    },
    {
      what: 'a publish that says it failed and did not',
      class: 'unknown',
      fault: { route: 'POST /:ig/media_publish', kind: 'effect_then_error', code: 2 },
    },
    {
      what: 'a publish that takes effect late',
      class: 'unknown',
      fault: { route: 'POST /:ig/media_publish', kind: 'delayed_effect', ms: 30_000 },
    },
    {
      what: 'a container that is slow',
      class: 'not_ready',
      fault: { route: 'POST /:ig/media', kind: 'slow_container', ms: 100_000 },
    },
    {
      what: 'a container that must be made anew',
      class: 'recreate',
      fault: { route: 'POST /:ig/media', kind: 'container_error', subcode: 2207053 },
    },
    {
      what: 'a restricted account',
      class: 'account',
      fault: { route: 'POST /:ig/media', kind: 'container_error', subcode: 2207050 },
    },
  ],
}
