/**
 * Every call under /rest names a version. This one ends 2027-09-15; from then on all are answered with 426.
 * https://learn.microsoft.com/en-us/linkedin/marketing/versioning, checked 2026-11-20.
 */
export const apiVersion = '202609'
