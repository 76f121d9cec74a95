import type { NetworkContract } from './contract.ts'

const route = 'POST /2/tweets'
const commit = { route }
const longest = '語'.repeat(140)

const problem = (status: number, detail: string) => ({
  route,
  kind: 'status',
  status,
  body: { title: 'Forbidden', type: 'about:blank', status, detail },
})

export const x: NetworkContract = {
  platform: 'x',
  name: 'X',
  settings: {
    rate_limits: false,
    posts_per_15min: 100_000,
    posts_per_user_24h: 100_000,
    posts_per_app_24h: 1_000_000,
  },
  account: { id: /^1700000000000000101$/, name: 'alice' },
  // X's page asks for all or nothing; the network may still answer with fewer.
  partial: 'tweet.write',
  renewal: { route: 'POST /2/oauth2/token', afterMs: 3 * 3_600_000 },
  revoke: 'POST /2/oauth2/revoke',
  targets: [{ id: '1700000000000000101', default: true }],
  place: null,
  foreign: 'page_id',
  ids: /^\d{18,19}$/,
  posts: [
    { name: 'a text', type: 'post', text: 'required', commit, longest },
    {
      name: 'four pictures',
      type: 'post',
      text: 'optional',
      files: ['photo', 'second', 'third', 'tall'],
      commit,
    },
    { name: 'a GIF', type: 'post', text: 'optional', files: ['gif'], commit },
    {
      name: 'a film',
      type: 'post',
      text: 'optional',
      files: ['film'],
      options: { reply_settings: 'following', made_with_ai: true },
      commit,
    },
    {
      name: 'a thread',
      type: 'thread',
      text: null,
      files: ['photo'],
      options: (words) => ({
        parts: [{ text: words }, { text: `${words}, second`, assets: [0] }, { text: `${words}, third` }],
      }),
      commit,
      makes: 3,
      shows: [],
    },
    {
      name: 'a poll',
      type: 'poll',
      text: 'required',
      options: { choices: ['Yes', 'No'], duration_minutes: 60 },
      commit,
      longest,
    },
  ],
  plain: 'a text',
  failures: [
    {
      what: 'words it forbids',
      class: 'rejected',
      fault: problem(403, 'You are not permitted to perform this action.'),
    },
    {
      what: 'the limit of posts',
      class: 'rate_limited',
      fault: { route, kind: 'rate_limit', reset_in: 600 },
    },
    {
      what: 'a 401 although the token is good',
      class: 'reauth',
      mended: true,
      fault: { route, kind: 'token_storm' },
    },
    { what: 'no credit left', class: 'operator', fault: { route, kind: 'credits' } },
    { what: 'the month’s cap', class: 'operator', fault: { route, kind: 'usage_cap' } },
    { what: 'a post its owner made before', class: 'duplicate', fault: { route, kind: 'duplicate' } },
    { what: 'a locked account', class: 'account', fault: problem(403, 'Your account is suspended.') },
    { what: 'a scope that is gone', class: 'permission', fault: problem(403, 'Forbidden') },
    {
      what: 'a 5xx before anything happened',
      class: 'unknown',
      fault: { route, kind: 'status', status: 503 },
    },
    {
      what: 'a 5xx while preparing',
      class: 'retry',
      fault: { route: 'POST /2/media/upload/initialize', kind: 'status', status: 503, times: 3 },
      post: 'a film',
    },
    {
      what: 'a film it cannot read',
      class: 'rejected',
      fault: {
        route: 'POST /2/media/upload/:id/finalize',
        kind: 'processing_failed',
        name: 'InvalidMedia',
        message: 'Unsupported video format',
      },
      post: 'a film',
    },
    {
      what: 'a film that is slow',
      class: 'not_ready',
      fault: { route: 'POST /2/media/upload/:id/finalize', kind: 'slow_processing', ms: 90_000 },
      post: 'a film',
    },
    {
      what: 'pictures it forgot',
      class: 'recreate',
      fault: {
        route,
        kind: 'status',
        status: 400,
        body: { title: 'Invalid Request', errors: [{ message: 'Your media IDs are invalid.' }] },
      },
      post: 'four pictures',
    },
  ],
}
