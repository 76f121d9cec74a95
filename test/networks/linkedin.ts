import { dayMs, type NetworkContract } from './contract.ts'

const route = 'POST /rest/posts'
const commit = { route }
const longest = 'a'.repeat(3000)
const bakery = 'urn:li:organization:5005001'

export const linkedin: NetworkContract = {
  platform: 'linkedin',
  name: 'LinkedIn',
  settings: { throttled: false },
  account: { id: /^[\w-]{10}$/, name: null },
  // Its page asks for all or nothing; a product taken from the app still gives fewer.
  partial: 'w_member_social',
  renewal: { route: 'POST /oauth/v2/accessToken', afterMs: 61 * dayMs },
  revoke: 'POST /oauth/v2/revoke',
  targets: [
    { id: /^urn:li:person:[\w-]{10}$/, default: true },
    { id: bakery },
    { id: 'urn:li:organization:5005002' },
  ],
  place: {
    option: 'company_urn',
    id: bakery,
    other: 'urn:li:organization:5005002',
    unknown: 'urn:li:organization:5005003',
  },
  foreign: 'privacy_level',
  ids: /^urn:li:(share|ugcPost):\d{19}$/,
  posts: [
    { name: 'a text', type: 'post', text: 'required', commit, longest },
    {
      name: 'a text with a first comment',
      type: 'post',
      text: 'required',
      options: { first_comment: 'The first word' },
      commit,
      makes: 2,
    },
    // Of a person nothing can be read: the refusal of the same words again tells whether they are there.
    { name: 'a text of a person', type: 'post', text: 'required', options: { company_urn: null }, commit },
    { name: 'a picture', type: 'post', text: 'optional', files: ['photo'], commit },
    { name: 'several pictures', type: 'post', text: 'optional', files: ['photo', 'second', 'third'], commit },
    {
      name: 'an article',
      type: 'article',
      text: 'optional',
      files: ['photo'],
      options: { source: 'https://example.com/hills', title: 'The hills', description: 'Seen at dusk' },
      commit,
      longest,
    },
    {
      name: 'a film',
      type: 'video',
      text: 'optional',
      files: ['film'],
      options: { title: 'Four seconds' },
      commit,
      longest,
    },
    {
      name: 'a document',
      type: 'document',
      text: 'optional',
      files: ['document'],
      options: { title: 'Leaflet' },
      commit,
      longest,
    },
    {
      name: 'a poll',
      type: 'poll',
      text: 'required',
      options: { question: 'Which?', options: ['This', 'That'], duration: 'THREE_DAYS' },
      commit,
      longest,
    },
  ],
  plain: 'a text',
  failures: [
    {
      what: 'a picture it cannot read',
      class: 'rejected',
      fault: { route: 'PUT /dms-uploads uploaded-image', kind: 'processing_failed' },
      post: 'a picture',
    },
    {
      what: 'a value it does not take',
      class: 'rejected',
      fault: {
        route,
        kind: 'status',
        status: 400,
        body: { status: 400, code: 'INVALID_VALUE_FOR_FIELD', message: 'Invalid value for field commentary' },
      },
    },
    { what: 'the day’s limit', class: 'rate_limited', fault: { route, kind: 'throttle' } },
    {
      what: 'a 401 although the token is good',
      class: 'reauth',
      mended: true,
      fault: { route, kind: 'kill_token', reason: 'invalid' },
    },
    { what: 'a version that ended', class: 'operator', fault: { route, kind: 'version_ended' } },
    {
      what: 'a gateway’s page before anything happened',
      class: 'unknown',
      fault: { route, kind: 'html_502' },
    },
    {
      what: 'a gateway’s page after it took effect',
      class: 'unknown',
      fault: { route, kind: 'html_502', acted: true },
    },
    {
      what: 'a post that takes effect late',
      class: 'unknown',
      fault: { route, kind: 'late_effect', ms: 10_000 },
    },
    { what: 'an answer without the id', class: 'unknown', fault: { route, kind: 'no_id' } },
    {
      what: 'a 5xx before anything happened',
      class: 'unknown',
      fault: { route, kind: 'status', status: 503 },
    },
    {
      what: 'a 5xx while preparing',
      class: 'retry',
      fault: { route: 'POST /rest/images', kind: 'status', status: 503, times: 3 },
      post: 'a picture',
    },
    {
      what: 'a post of its owner’s own',
      class: 'duplicate',
      fault: { route, kind: 'duplicate', urn: 'urn:li:share:7100000000000000001' },
    },
    {
      what: 'a picture that is slow',
      class: 'not_ready',
      fault: { route: 'PUT /dms-uploads uploaded-image', kind: 'slow_processing', ms: 60_000 },
      post: 'a picture',
    },
    {
      what: 'an upload that expired',
      class: 'recreate',
      fault: { route: 'PUT /dms-uploads uploaded-image', kind: 'upload_url_expired' },
      post: 'a picture',
    },
  ],
}
