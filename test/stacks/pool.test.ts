import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, test } from 'vitest'
import { scopes } from '../../shared/api/route.ts'
import { readConfig } from '../../shared/runtime/config.ts'
import { fullSettings } from './settings.ts'
import { outputsOf, resourcesOf, statementsOfRole, synthesize } from './world.ts'

const { authServiceUrl, jwtAudience, jwtDefaultScopes, ...rest } = fullSettings
const callbackUrls = ['https://app.creativeflow.test/signed-in']
const made = synthesize('staging', {
  ...rest,
  cognito: { domainPrefix: 'creativeflow-acme', callbackUrls },
  tracing: true,
  logRetentionDays: 7,
})
const only = (type: string, template = made.data) => {
  const [found, ...others] = Object.values(resourcesOf(template, type))
  expect(others).toEqual([])
  return found!
}
const functions = [made.api, made.workers].flatMap((template) =>
  Object.values(resourcesOf(template, 'AWS::Lambda::Function')),
)

describe('a stage that makes its own issuer', () => {
  test('lets in who was invited, with a long password and a second factor, and is protected as its table is', () => {
    expect(only('AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'ON',
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      UsernameAttributes: ['email'],
    })
  })

  test('gives tokens for a code alone, to a client without a secret, with any scope of the API', () => {
    const { Identifier, Scopes } = only('AWS::Cognito::UserPoolResourceServer')
    expect([Identifier, Scopes.map((one: { ScopeName: string }) => one.ScopeName)]).toEqual([
      'creativeflow',
      scopes,
    ])
    const client = only('AWS::Cognito::UserPoolClient')
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['code'],
      CallbackURLs: callbackUrls,
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
    })
    expect(client.AllowedOAuthScopes.map((one: string) => one.replace(/^<\w+>/, 'creativeflow'))).toEqual([
      'openid',
      ...scopes.map((name) => `creativeflow/${name}`),
    ])
  })

  test('is told by the outputs of the data stack', () => {
    expect(Object.keys(outputsOf(made.data))).toEqual(
      expect.arrayContaining(['UserPoolId', 'UserPoolClientId', 'SignInUrl']),
    )
    expect(only('AWS::Cognito::UserPoolDomain').Domain).toBe('creativeflow-acme')
  })

  test('is the one that the gateway asks, and that functions know, with its way to spell scopes', () => {
    const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/{userPoolId}'
    expect(only('AWS::ApiGatewayV2::Authorizer', made.api).JwtConfiguration).toEqual({
      Audience: ['{userPoolClientId}'],
      Issuer: issuer,
    })
    for (const { FunctionName, Environment } of functions) {
      const { Variables } = Environment
      expect(Variables).toMatchObject({ AUTH_SERVICE_URL: issuer, JWT_AUDIENCE: '{userPoolClientId}' })
      const known = JSON.stringify(Variables).replaceAll(/\{\w+BaseUrl\}/g, 'https://deployed.test')
      const { env } = readConfig({ ...JSON.parse(known), AWS_LAMBDA_FUNCTION_NAME: FunctionName })
      expect([env.JWT_SCOPE_PREFIX, env.JWT_USER_ID_CLAIM, env.JWT_DEFAULT_SCOPES]).toEqual([
        'creativeflow/',
        'sub',
        [],
      ])
    }
  })

  test('has its names read by the other stacks from the parameters that the data stack writes', () => {
    const parameters = Object.values(resourcesOf(made.data, 'AWS::SSM::Parameter')).map(({ Name }) => Name)
    for (const name of ['userPoolId', 'userPoolClientId'])
      expect(parameters).toContain(`/creativeflow/staging/${name}`)
  })
})

test('a stage that is traced says so to every function, and lets each write its traces', () => {
  for (const each of functions) expect(each.TracingConfig).toEqual({ Mode: 'Active' })
  for (const template of [made.api, made.workers]) {
    expect(resourcesOf(template, 'AWS::IAM::Policy')).toEqual({})
    const traced = Object.values(resourcesOf(template, 'AWS::IAM::Role'))
      .flatMap(statementsOfRole)
      .filter(({ Sid }) => Sid === 'Traces')
    expect(traced).toHaveLength(Object.keys(resourcesOf(template, 'AWS::Lambda::Function')).length)
  }
})

test('logs are kept as long as the stage says', () => {
  for (const template of [made.api, made.workers])
    for (const { RetentionInDays } of Object.values(resourcesOf(template, 'AWS::Logs::LogGroup')))
      expect(RetentionInDays).toBe(7)
})

test('AWS’s own checklist finds nothing in it that we have not answered', () => {
  const { violations } = new AwsSolutionsChecks(made.app).validateScope(made.app)
  expect(
    violations.flatMap(({ ruleName, violatingResources }) =>
      (violatingResources ?? []).map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  ).toEqual([])
})

test.each(['staging', 'prod'] as const)('the example of %s is synthesized without an account', (name) => {
  const { data, api, workers } = synthesize(name)
  const [authorizer] = Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::Authorizer'))
  expect(authorizer!.JwtConfiguration.Issuer).toMatch(/^https:\/\/auth\..*example\.com$/)
  const [table] = Object.values(resourcesOf(data, 'AWS::DynamoDB::GlobalTable'))
  expect(table!.Replicas[0].DeletionProtectionEnabled).toBe(name === 'prod')
  for (const each of Object.values(resourcesOf(workers, 'AWS::Lambda::Function')))
    expect(each.TracingConfig).toBeUndefined()
  expect(resourcesOf(data, 'AWS::Cognito::UserPool')).toEqual({})
})
