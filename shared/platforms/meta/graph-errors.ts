import type { FailureRow } from '../failures.ts'
import { sourced } from './sourced.ts'

const reconnect = 'The network no longer accepts this connection. Connect the account again.'
const busy = 'The network has a fault of its own.'
const limited = "The network's call limit is spent for now."

/** Codes that only mean something with their subcode; they stand before the codes alone. */
export const graphSubcodes: readonly FailureRow[] = [
  ...sourced('https://developers.facebook.com/docs/graph-api/guides/error-handling, 2026-11-20', [
    {
      id: 'object-missing',
      // Falsely answered on reads of containers and permalinks too (postiz#1562).
      match: { code: '100', subcode: '33' },
      class: 'invalid',
      onCommit: 'unknown',
      userMessage: 'The network says that this object is not there.',
    },
    {
      id: 'token-app-removed',
      match: { code: '190', subcode: '458' },
      class: 'reauth',
      userMessage: 'The app was removed in the account settings. Connect the account again.',
    },
    {
      id: 'token-checkpoint',
      match: { code: '190', subcode: '459' },
      class: 'reauth',
      userMessage: 'The network wants the owner to log in and follow its instructions, then connect again.',
    },
    {
      id: 'token-password-changed',
      match: { code: '190', subcode: '460' },
      class: 'reauth',
      userMessage: 'The password of the account was changed. Connect the account again.',
    },
    {
      id: 'token-expired',
      match: { code: '190', subcode: '463' },
      class: 'reauth',
      userMessage: 'The consent for this account has expired. Connect the account again.',
    },
    {
      id: 'token-unconfirmed',
      match: { code: '190', subcode: '464' },
      class: 'reauth',
      userMessage: 'The owner must confirm the account at the network, then connect again.',
    },
    {
      id: 'token-invalidated',
      match: { code: '190', subcode: '467' },
      class: 'reauth',
      userMessage: reconnect,
    },
    {
      id: 'page-role-lost',
      match: { code: '190', subcode: '492' },
      class: 'permission',
      userMessage: 'The owner no longer has a role on the Page that allows this.',
    },
  ]),
  ...sourced('seen by other projects, 2026-11-20', [
    {
      id: 'token-terms',
      match: { code: '190', subcode: '466' },
      class: 'reauth',
      userMessage: 'The owner must accept new terms at the network, then connect again.',
    },
    {
      id: 'oauth-code-expired',
      match: { code: '100', subcode: '36007' },
      class: 'reauth',
      userMessage: 'The consent took too long. Connect the account again.',
    },
    {
      id: 'oauth-redirect-differs',
      match: { code: '100', subcode: '36008' },
      class: 'invalid',
      userMessage: 'The redirect address differs from the one of the consent page.',
    },
    {
      id: 'oauth-code-used',
      match: { code: '100', subcode: '36009' },
      class: 'reauth',
      userMessage: 'This consent was already used. Connect the account again.',
    },
  ]),
]

/** The Graph API's general codes, whatever their subcode. */
export const graphCodes: readonly FailureRow[] = [
  ...sourced('https://developers.facebook.com/docs/graph-api/guides/error-handling, 2026-11-20', [
    {
      id: 'client-secret',
      match: { message: /validating (client secret|application)/i },
      class: 'operator',
      userMessage: "The network refuses this service's own credentials.",
    },
    // 1 may hide a bad parameter too; the job's own back-off ends it.
    { id: 'unknown-error', match: { code: '1' }, class: 'retry', onCommit: 'unknown', userMessage: busy },
    { id: 'service-down', match: { code: '2' }, class: 'retry', onCommit: 'unknown', userMessage: busy },
    { id: 'server-error', match: { code: '-1' }, class: 'retry', onCommit: 'unknown', userMessage: busy },
    {
      id: 'capability',
      match: { code: '3' },
      class: 'permission',
      userMessage: 'This app lacks the capability at the network.',
    },
    {
      id: 'limit-app',
      // Each call that is made all the same prolongs it, whichever account makes it.
      match: { code: '4' },
      class: 'rate_limited',
      holdsAll: 'always',
      userMessage: limited,
    },
    {
      id: 'permission-denied',
      match: { code: '10' },
      class: 'permission',
      userMessage: 'The connection lacks a permission for this. Connect again and allow everything asked.',
    },
    { id: 'limit-user', match: { code: '17' }, class: 'rate_limited', userMessage: limited },
    { id: 'session-invalid', match: { code: '102' }, class: 'reauth', userMessage: reconnect },
    { id: 'signature', match: { code: '104' }, class: 'reauth', userMessage: reconnect },
    { id: 'token', match: { code: '190' }, class: 'reauth', userMessage: reconnect },
    {
      id: 'permission-missing',
      match: { code: /^2\d\d$/ },
      class: 'permission',
      userMessage: 'The connection lacks a permission for this. Connect again and allow everything asked.',
    },
    { id: 'limit-action', match: { code: '341' }, class: 'rate_limited', userMessage: limited },
    {
      id: 'blocked',
      // A post may be live after this answer (postiz#1681 reports it of the same kind of block).
      match: { code: '368' },
      class: 'account',
      onCommit: 'unknown',
      userMessage: 'The network has blocked this action for the account for a while.',
    },
    {
      id: 'link-not-scraped',
      match: { code: '1609005' },
      class: 'rejected',
      userMessage: 'The network could not read the link of this post.',
    },
  ]),
  ...sourced('https://developers.facebook.com/docs/graph-api/overview/rate-limiting, 2026-11-20', [
    { id: 'limit-page', match: { code: '32' }, class: 'rate_limited', userMessage: limited },
    { id: 'limit-custom', match: { code: '613' }, class: 'rate_limited', userMessage: limited },
    {
      id: 'limit-business',
      // 80001 Pages, 80002 Instagram, the others other products.
      match: { code: /^800(0[0-689]|14)$/ },
      class: 'rate_limited',
      userMessage: limited,
    },
  ]),
  ...sourced('https://developers.facebook.com/docs/graph-api/guides/error-handling, 2026-11-20', [
    {
      id: 'invalid-parameter',
      match: { code: '100' },
      class: 'invalid',
      userMessage: 'The network refuses a value of this request.',
    },
    {
      id: 'unavailable',
      match: { status: [500, 502, 503, 504] },
      class: 'retry',
      onCommit: 'unknown',
      userMessage: busy,
    },
  ]),
]
