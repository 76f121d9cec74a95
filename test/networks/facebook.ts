import { dayMs, type NetworkContract } from './contract.ts'

const feed = { route: 'POST /:page/feed' }
const finish = (edge: string) => ({ route: `POST /:page/${edge}`, match: 'upload_phase=finish' })
const refuse = (code: number, subcode?: number) => ({
  route: 'POST /:page/feed',
  kind: 'refuse',
  code,
  ...(subcode ? { subcode } : {}),
})
const longest = 'a'.repeat(63_206)

export const facebook: NetworkContract = {
  platform: 'facebook',
  name: 'Facebook',
  settings: { numeric_ids: true, reels_per_day: 100_000 },
  account: { id: /^10220000000000101$/, name: null },
  partial: 'pages_manage_posts',
  renewal: { route: 'GET /oauth/access_token', afterMs: 35 * dayMs, ahead: true },
  revoke: 'DELETE /:user/permissions',
  targets: [{ id: '104500000000101' }, { id: '104500000000102' }],
  place: {
    option: 'page_id',
    id: '104500000000101',
    other: '104500000000102',
    unknown: '104500000000103',
  },
  foreign: 'reply_settings',
  ids: /^(\d{15}_)?\d{16,}$/,
  // A film is named by itself, a story by its second half.
  namesOf: ({ id, extra }) => [id, id.split('_')[1], extra?.video_id],
  posts: [
    { name: 'a text', type: 'post', text: 'required', commit: feed, longest },
    {
      name: 'a link with a first comment',
      type: 'post',
      text: 'optional',
      options: { link: 'https://example.com/hills', first_comment: 'The first word' },
      commit: feed,
      makes: 2,
    },
    { name: 'a photo', type: 'post', text: 'optional', files: ['photo'], commit: feed },
    {
      name: 'several photos',
      type: 'post',
      text: 'optional',
      files: ['photo', 'second', 'third'],
      commit: feed,
    },
    {
      name: 'a film',
      type: 'video',
      text: 'optional',
      files: ['film'],
      options: { title: 'Four seconds' },
      commit: finish('videos'),
      longest,
    },
    {
      name: 'a reel',
      type: 'reel',
      text: 'optional',
      files: ['film'],
      commit: finish('video_reels'),
      longest,
    },
    {
      name: 'a story of a photo',
      type: 'story',
      text: null,
      files: ['tall'],
      commit: { route: 'POST /:page/photo_stories' },
    },
    {
      name: 'a story of a film',
      type: 'story',
      text: null,
      files: ['film'],
      commit: finish('video_stories'),
    },
  ],
  plain: 'a text',
  failures: [
    { what: 'its community standards', class: 'rejected', fault: refuse(368, 1404102) },
    {
      what: 'the limit of the Page',
      class: 'rate_limited',
      fault: { route: 'POST /:page/feed', kind: 'rate_limit', code: 80001, regain_minutes: 10 },
    },
    {
      what: 'a Page’s token that died',
      class: 'reauth',
      mended: true,
      fault: { route: 'POST /:page/feed', kind: 'kill_token', subcode: 460 },
    },
    { what: 'a missing permission', class: 'permission', fault: refuse(200) },
    { what: 'an account it must check', class: 'account', fault: refuse(368, 1404006) },
    { what: 'a parameter it does not take', class: 'invalid', fault: refuse(100, 1349125) },
    {
      what: 'a 5xx before anything happened',
      class: 'unknown',
      fault: { route: 'POST /:page/feed', kind: 'status', status: 503 },
    },
    {
      what: 'a 5xx while preparing',
      class: 'retry',
      fault: { route: 'POST /:page/photos', kind: 'status', status: 503, times: 3 },
      post: 'a photo',
    },
    { what: 'an unknown error of the network', class: 'unknown', fault: refuse(1) },
    {
      what: 'a post that says it failed and did not',
      class: 'unknown',
      fault: { route: 'POST /:page/feed', kind: 'effect_then_error', code: 2 },
    },
    {
      what: 'a post that takes effect late',
      class: 'unknown',
      fault: { route: 'POST /:page/feed', kind: 'delayed_effect', ms: 30_000 },
    },
    {
      what: 'a film it cannot read',
      class: 'rejected',
      fault: { route: 'POST /:page/videos', kind: 'processing_error', code: 6000 },
      post: 'a film',
    },
    {
      what: 'a film that is slow',
      class: 'not_ready',
      fault: { route: 'POST /:page/video_reels', kind: 'slow_processing', ms: 90_000 },
      post: 'a reel',
    },
    {
      what: 'bytes it lost',
      class: 'recreate',
      fault: { route: 'POST /video-upload/:video', kind: 'upload_failed' },
      post: 'a reel',
    },
  ],
  works: [
    { post: 'a reel', fault: { route: 'POST /:page/video_reels', kind: 'slow_processing', ms: 120_000 } },
  ],
}
