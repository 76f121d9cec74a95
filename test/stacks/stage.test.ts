import { describe, expect, test } from 'vitest'
import { readStage } from '../../lib/stage.ts'
import { exampleAccount, stageNames } from '../../lib/stage-settings.ts'
import { stages } from '../../lib/stages.ts'
import { fullSettings } from './settings.ts'

const refusal = (settings: unknown, { name = 'dev', shell = {} } = {}): string => {
  try {
    readStage(name, shell, { [name]: settings })
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('dev is whole as it comes', () => {
  expect(readStage('dev', {})).toMatchObject({ name: 'dev', region: 'us-east-1', jwtUserIdClaim: 'sub' })
})

test('no stage, or one that is not there, is refused with the choice', () => {
  for (const name of [undefined, 'production'])
    expect(() => readStage(name, {})).toThrow('choose a stage: -c stage=dev|staging|prod')
})

test('a stage without a region is one of the profile in use', () => {
  const { region, serviceDomain, ...rest } = fullSettings
  const regionWith = (shell: Record<string, string>, settings: object = rest) =>
    readStage('dev', shell, { dev: settings }).region
  expect(regionWith({ CDK_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'us-west-2' })).toBe('eu-west-1')
  expect(regionWith({ AWS_REGION: 'us-west-2' })).toBe('us-west-2')
  expect(regionWith({ AWS_REGION: 'us-west-2' }, { ...rest, region })).toBe('eu-central-1')
  expect(refusal(rest)).toBe('stage dev: region is missing')
})

test('everything that is missing is named in one message', () => {
  expect(refusal({ corsOrigins: [] })).toBe(
    'stage dev: region is missing; authServiceUrl and jwtAudience are missing: name an issuer and its audience, or have one made by cognito',
  )
})

test('everything that is wrong is named in one message', () => {
  const message = refusal({
    ...fullSettings,
    region: 'mars',
    corsOrigins: ['*', 'https://app.creativeflow.test/path'],
    colour: 'blue',
    environment: {
      API_RETRY_DELAY_SECONDS: 'soon',
      TABLE_NAME: 'mine',
      X_API_BASE_URL: 'https://x.creativeflow.test',
    },
  })
  for (const part of [
    'region: must be a region',
    'colour is no setting',
    'corsOrigins: * stands alone',
    'corsOrigins: https://app.creativeflow.test/path is more than an origin',
    'environment.TABLE_NAME: is not for you to set here',
    'environment.X_API_BASE_URL: leads elsewhere',
    'environment.API_RETRY_DELAY_SECONDS',
  ])
    expect(message).toContain(part)
})

test.each([
  [{ corsOrigins: 7 }, 'corsOrigins: Invalid input: expected array, received number'],
  [{ corsOrigins: [7] }, 'corsOrigins.0: must be * or an https URL'],
  [{ corsOrigins: ['http://app.creativeflow.test'] }, 'corsOrigins.0: must be an https URL'],
  [{ environment: null }, 'environment: Invalid input: expected record, received null'],
  [{ environment: 'LOG_LEVEL=debug' }, 'environment: Invalid input: expected record, received string'],
  [{ authServiceUrl: null }, 'authServiceUrl: must be an https URL'],
  [{ serviceDomain: { name: 'api.creativeflow.test' } }, 'serviceDomain.certificateArn is missing'],
  [
    { alarmEmails: 'on-call@creativeflow.test' },
    'alarmEmails: Invalid input: expected array, received string',
  ],
  [
    { returnToAllowlist: ['https://*.creativeflow.test'] },
    'returnToAllowlist.0: must name one host, without *',
  ],
] as const)('a setting of the wrong form is named once, and no other: %j', (wrong, message) => {
  expect(refusal({ ...fullSettings, ...wrong }, { name: 'prod' })).toBe(`stage prod: ${message}`)
})

test('scopes and insights are for the operator to set', () => {
  const environment = {
    FACEBOOK_SCOPES: 'pages_show_list,instagram_basic',
    LINKEDIN_SCOPES: 'openid,profile,w_member_social',
    INSIGHTS_CACHE_TTL_SECONDS: '600',
    ENABLE_ADVANCED_INSIGHTS_FETCHING: 'true',
  }
  expect(refusal({ ...fullSettings, environment })).toBe('')
  expect(refusal({ ...fullSettings, environment: { JWT_DEFAULT_SCOPES: 'insights:read' } })).toBe(
    'stage dev: environment.JWT_DEFAULT_SCOPES: is not for you to set here',
  )
})

test.each(stageNames)('the example of %s is whole as long as it can be deployed nowhere', (name) => {
  const { account, ...example } = stages[name]
  expect(account).toBe(exampleAccount)
  expect(readStage(name, {})).toMatchObject({ name, account })
  for (const own of [example, { ...example, account: '123456789012' }])
    expect(refusal(own, { name })).toMatch(
      /authServiceUrl is still a placeholder; .*alarmEmails is still a placeholder/,
    )
})

test('settings of one’s own are not for the account of the examples', () => {
  expect(refusal({ ...fullSettings, account: exampleAccount })).toBe(
    'stage dev: account is still a placeholder',
  )
})

test('prod is refused without protection against deletion, and without anybody to be told', () => {
  const { deletionProtection, alarmEmails, ...rest } = fullSettings
  expect(refusal(rest)).toBe('')
  expect(refusal(rest, { name: 'prod' })).toBe(
    'stage prod: deletionProtection: prod is not without it; alarmEmails: somebody must be told of the alarms of prod',
  )
})

describe('tokens', () => {
  const { authServiceUrl, jwtAudience, jwtDefaultScopes, ...rest } = fullSettings
  const cognito = { domainPrefix: 'creativeflow-acme', callbackUrls: ['https://app.creativeflow.test/in'] }

  test('are of an issuer or of a pool, never of both', () => {
    expect(refusal({ ...rest, cognito })).toBe('')
    expect(refusal({ ...fullSettings, cognito, jwtScopePrefix: 'cf/' })).toBe(
      'stage dev: ' +
        ['authServiceUrl', 'jwtAudience', 'jwtScopePrefix', 'jwtDefaultScopes']
          .map((key) => `cognito decides ${key}: only one of them is given`)
          .join('; '),
    )
  })

  test('are of an issuer with its audience', () => {
    expect(refusal({ ...rest, authServiceUrl })).toBe(
      'stage dev: jwtAudience is missing: name an issuer and its audience, or have one made by cognito',
    )
  })

  test('are not of a pool whose pages have a name that Cognito refuses, or send codes to a single machine', () => {
    expect(refusal({ ...rest, cognito: { ...cognito, domainPrefix: 'my-aws' } })).toContain(
      'cognito.domainPrefix: must be of small letters',
    )
    expect(refusal({ ...rest, cognito: { ...cognito, callbackUrls: ['https://localhost:1/in'] } })).toBe(
      'stage dev: cognito leads to a single machine',
    )
    expect(refusal({ ...rest, cognito: { domainPrefix: 'a' } })).toBe(
      'stage dev: cognito.callbackUrls is missing',
    )
  })
})

test('nothing is synthesized by a shell whose endpoints lead elsewhere', () => {
  const shell = {
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4566',
    INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:1',
  }
  expect(refusal(fullSettings, { shell })).toBe(
    'stage dev: AWS_ENDPOINT_URL_SQS is set in this shell; INSTAGRAM_GRAPH_BASE_URL is set in this shell',
  )
  expect(refusal(fullSettings, { shell: { AWS_ENDPOINT_URL: '', SERVICE_BASE_URL: 'https://a.test' } })).toBe(
    '',
  )
})

test.each([
  'https://localhost:3000/_local/oidc',
  'https://auth.localhost',
  'https://127.0.0.1',
  'https://[::1]:8443',
])('an issuer on a single machine is refused: %s', (authServiceUrl) => {
  expect(refusal({ ...fullSettings, authServiceUrl })).toBe(
    'stage dev: authServiceUrl leads to a single machine',
  )
})

test('an issuer without TLS is refused', () => {
  expect(refusal({ ...fullSettings, authServiceUrl: 'http://login.creativeflow.test' })).toBe(
    'stage dev: authServiceUrl: must be an https URL',
  )
})

test('certificates must be where their services look for them', () => {
  const arn = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/1`
  const domain = { name: 'one.creativeflow.test' }
  expect(
    refusal({
      ...fullSettings,
      serviceDomain: { ...domain, certificateArn: arn('us-east-1') },
      assetDomain: { ...domain, certificateArn: arn('eu-central-1') },
    }),
  ).toBe(
    'stage dev: serviceDomain and assetDomain have the same name; serviceDomain: its certificate must be in eu-central-1; assetDomain: CloudFront takes certificates of us-east-1 only',
  )
})

test('an address that is told of alarms is named once', () => {
  const alarmEmails = ['a@creativeflow.test', 'b@creativeflow.test', 'a@creativeflow.test']
  expect(refusal({ ...fullSettings, alarmEmails })).toBe(
    'stage dev: alarmEmails: a@creativeflow.test is named twice',
  )
})

test('a certificate of another account is refused', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:999999999999:certificate/1'
  expect(refusal({ ...fullSettings, serviceDomain: { name: 'api.creativeflow.test', certificateArn } })).toBe(
    'stage dev: serviceDomain: its certificate must be of account 123456789012',
  )
})

test('prod is not for every origin', () => {
  expect(refusal({ ...fullSettings, corsOrigins: ['*'] }, { name: 'prod' })).toBe(
    'stage prod: corsOrigins: prod is not for every origin',
  )
})
