/** Released 2026-07-29, no end date set. https://developers.facebook.com/docs/graph-api/changelog, checked 2026-11-20. */
export const graphVersion = 'v26.0'
