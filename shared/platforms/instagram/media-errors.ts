import type { FailureRow } from '../failures.ts'
import { sourced } from '../meta/sourced.ts'

/** Instagram's own subcodes. Matched without their code: a container's status text names the subcode alone. */
export const mediaErrors: readonly FailureRow[] = [
  ...sourced(
    'https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes, 2026-11-20',
    [
      {
        id: 'ig-server-error',
        match: { subcode: '2207001' },
        class: 'retry',
        onCommit: 'unknown',
        userMessage: 'Instagram has a fault of its own.',
      },
      {
        id: 'ig-container-failed',
        match: { subcode: '2207032' },
        class: 'retry',
        onCommit: 'unknown',
        userMessage: 'Instagram could not take the media.',
      },
      {
        id: 'ig-upload-unknown',
        match: { subcode: '2207053' },
        class: 'recreate',
        onCommit: 'unknown',
        userMessage: 'Instagram could not take the video.',
      },
      {
        id: 'ig-download-timeout',
        match: { subcode: '2207003' },
        class: 'retry',
        userMessage: 'Instagram took too long to fetch the media.',
        repeats: {
          most: 3,
          afterwards: 'rejected',
          userMessage: 'Instagram took too long to fetch the media each time. Send a smaller file.',
        },
      },
      {
        id: 'ig-media-expired',
        match: { subcode: '2207020' },
        class: 'recreate',
        userMessage: 'What Instagram held of this post has expired.',
      },
      {
        id: 'ig-action-blocked',
        // Reported with the post live all the same (postiz#1681).
        match: { subcode: '2207051' },
        class: 'account',
        onCommit: 'unknown',
        userMessage: 'Instagram suspects spam and blocks this action for the account.',
      },
      {
        id: 'ig-quota',
        match: { subcode: '2207042' },
        class: 'rate_limited',
        userMessage: 'The posts that Instagram allows this account in 24 hours are used up.',
      },
      {
        id: 'ig-media-missing',
        match: { subcode: '2207006' },
        class: 'recreate',
        userMessage: 'Instagram no longer has the media of this post.',
      },
      {
        id: 'ig-container-missing',
        // Also what a container that is already live may answer, so a commit must look first.
        match: { subcode: '2207008' },
        class: 'recreate',
        onCommit: 'unknown',
        userMessage: 'Instagram no longer has what was prepared of this post.',
      },
      {
        id: 'ig-account-restricted',
        match: { subcode: '2207050' },
        class: 'account',
        userMessage:
          'Instagram has restricted this account. The owner must log in there and follow its steps.',
      },
      {
        id: 'ig-media-type',
        match: { subcode: '2207023' },
        class: 'invalid',
        userMessage: 'Instagram does not know this kind of post.',
      },
      {
        id: 'ig-carousel-size',
        match: { subcode: '2207028' },
        class: 'invalid',
        userMessage: 'A carousel needs 2 to 10 pictures or videos.',
      },
      {
        id: 'ig-product-tag-video',
        match: { subcode: '2207035' },
        class: 'invalid',
        userMessage: 'A product tag on a video has no position.',
      },
      {
        id: 'ig-product-tag-photo',
        match: { subcode: '2207036' },
        class: 'invalid',
        userMessage: 'A product tag on a photo needs a position.',
      },
      {
        id: 'ig-product-tag',
        match: { subcode: '2207037' },
        class: 'invalid',
        userMessage: 'Instagram refuses a product tag.',
      },
      {
        id: 'ig-too-many-tags',
        match: { subcode: '2207040' },
        class: 'invalid',
        userMessage: 'At most 20 people can be tagged.',
      },
      {
        id: 'ig-thumb-offset',
        match: { subcode: '2207057' },
        class: 'invalid',
        userMessage: 'thumb_offset lies outside the video.',
      },
      {
        id: 'ig-video-format',
        match: { subcode: '2207026' },
        class: 'rejected',
        userMessage: 'Instagram does not take the format of this video.',
      },
      {
        id: 'ig-media-not-fetched',
        match: { subcode: '2207052' },
        class: 'retry',
        userMessage: 'Instagram could not fetch the media.',
        repeats: {
          most: 3,
          afterwards: 'rejected',
          userMessage:
            'Instagram could not fetch the media, or does not take them for a picture or video. Send them as another file.',
        },
      },
      {
        id: 'ig-not-ready',
        match: { subcode: '2207027' },
        class: 'not_ready',
        userMessage: 'Instagram still works on the media.',
      },
      {
        id: 'ig-image-size',
        match: { subcode: '2207004' },
        class: 'rejected',
        userMessage: 'The image is larger than 8 MB.',
      },
      {
        id: 'ig-image-format',
        match: { subcode: '2207005' },
        class: 'rejected',
        userMessage: 'Instagram takes JPEG images only.',
      },
      {
        id: 'ig-image-ratio',
        match: { subcode: '2207009' },
        class: 'rejected',
        userMessage: 'The shape of the image is not between 4:5 and 1.91:1.',
      },
      {
        id: 'ig-caption',
        match: { subcode: '2207010' },
        class: 'invalid',
        userMessage: 'The caption is over 2,200 characters, 30 hashtags or 20 mentions.',
      },
    ],
  ),
  ...sourced(
    'https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media, 2026-11-20',
    [
      {
        id: 'ig-location',
        match: { message: /INVALID_LOCATION_ID/ },
        class: 'invalid',
        userMessage: 'location_id must be a Facebook Page that has a location.',
      },
    ],
  ),
  ...sourced('seen by other projects, 2026-11-20', [
    {
      id: 'ig-delete',
      match: { subcode: '2207073' },
      class: 'invalid',
      userMessage: 'Instagram does not let apps delete this media.',
    },
    {
      id: 'ig-video-processing',
      match: { subcode: '2207076' },
      class: 'rejected',
      userMessage: 'Instagram could not process the video.',
    },
    {
      id: 'ig-video-download',
      match: { subcode: '2207077' },
      class: 'recreate',
      userMessage: 'Instagram could not fetch or process the video.',
      repeats: {
        most: 1,
        afterwards: 'rejected',
        userMessage: 'Instagram could not fetch or process the video, twice. Send it as another file.',
      },
    },
    {
      id: 'ig-trial-reels',
      match: { subcode: '2207081' },
      class: 'rejected',
      userMessage: 'Instagram does not offer trial reels to this account.',
    },
    {
      id: 'ig-upload-failed',
      match: { subcode: '2207082' },
      class: 'recreate',
      userMessage: 'Instagram could not take the media.',
      repeats: {
        most: 1,
        afterwards: 'rejected',
        userMessage: 'Instagram could not take the media, twice. Send them as another file.',
      },
    },
    {
      id: 'ig-upload-transient',
      match: { subcode: '2207085' },
      class: 'recreate',
      userMessage: 'Instagram could not take the media.',
      repeats: {
        most: 1,
        afterwards: 'rejected',
        userMessage: 'Instagram could not take the media, twice. Send them as another file.',
      },
    },
  ]),
]
