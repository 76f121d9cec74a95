import { expect, test } from 'vitest'
import { routes } from '../../shared/api/routes.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { hooks } from '../../shared/platforms/registry.ts'
import { fullSettings } from './settings.ts'
import { outputsOf, synthesize } from './world.ts'

const full = synthesize('prod', fullSettings)
const values = Object.fromEntries(
  Object.entries(outputsOf(full.data)).map(([name, output]) => [name, (output as { Value: unknown }).Value]),
)
const base = 'https://api.creativeflow.test'

test('a stage tells its addresses, and what its own domain is to lead to', () => {
  expect(values.ServiceBaseUrl).toBe(base)
  expect(values.PublicAssetBaseUrl).toBe('https://media.creativeflow.test')
  expect(values.AssetDomainTarget).toMatchObject({ 'Fn::GetAtt': [expect.any(String), 'DomainName'] })
  expect(outputsOf(full.api)).toHaveProperty('ServiceDomainTarget')
  expect(outputsOf(synthesize().data)).not.toHaveProperty('AssetDomainTarget')
})

test('what goes into each network’s console is told, word for word', () => {
  const told = Object.entries(values).filter(([name]) =>
    /RedirectUri|DeauthorizeUrl|DataDeletionUrl|WebhookUrl/.test(name),
  )
  expect(Object.fromEntries(told)).toEqual({
    FacebookRedirectUri: `${base}/api/v1/connections/connect/facebook/callback`,
    FacebookDeauthorizeUrl: `${base}/api/v1/webhooks/facebook/deauthorize`,
    FacebookDataDeletionUrl: `${base}/api/v1/webhooks/facebook/data-deletion`,
    InstagramRedirectUri: `${base}/api/v1/connections/connect/instagram/callback`,
    InstagramDeauthorizeUrl: `${base}/api/v1/webhooks/instagram/deauthorize`,
    InstagramDataDeletionUrl: `${base}/api/v1/webhooks/instagram/data-deletion`,
    LinkedinRedirectUri: `${base}/api/v1/connections/connect/linkedin/callback`,
    PinterestRedirectUri: `${base}/api/v1/connections/connect/pinterest/callback`,
    TiktokRedirectUri: `${base}/api/v1/connections/connect/tiktok/callback`,
    TiktokWebhookUrl: `${base}/api/v1/webhooks/tiktok`,
    XRedirectUri: `${base}/api/v1/connections/connect/x/callback`,
  })
})

test('every address that is told is served, by a network that is listened to there', () => {
  const served = routes.map(({ path }) => `/api/v1${path}`)
  const named = { DeauthorizeUrl: 'deauthorize', DataDeletionUrl: 'data-deletion', WebhookUrl: 'events' }
  for (const [name, value] of Object.entries(values)) {
    const network = platforms.find((each) => name.toLowerCase().startsWith(each))
    if (!network || name.endsWith('SecretName')) continue
    const path = new URL(value as string).pathname
    expect(served).toContain(path.replace(`/${network}`, '/{platform}'))
    const hook = Object.entries(named).find(([ending]) => name.endsWith(ending))?.[1]
    if (hook) expect(Object.keys(hooks[network] ?? {}), name).toContain(hook)
  }
})

test('every secret is told by its name', () => {
  const told = Object.entries(values).filter(([name]) => name.endsWith('SecretName'))
  expect(told.map(([, value]) => value)).toEqual(
    [...platforms, 'generation'].map((owner) => `creativeflow/prod/${owner}`),
  )
})
