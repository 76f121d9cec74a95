/** What browsers of allowed origins may send and read, on every route. */
export const corsRules = {
  methods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
  exposeHeaders: ['location', 'link', 'etag', 'retry-after', 'idempotency-replayed'],
  maxAgeSeconds: 3600,
} as const
