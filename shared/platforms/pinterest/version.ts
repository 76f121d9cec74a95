/** https://developers.pinterest.com/docs/api/v5/, checked 2026-11-20. */
export const apiVersion = 'v5'
