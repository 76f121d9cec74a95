import { expect, test } from 'vitest'
import { basePath, routes } from '../../shared/api/routes.ts'
import { readConfig } from '../../shared/runtime/config.ts'
import { fullSettings } from './settings.ts'
import { resourcesOf, statementsOfRole, synthesize } from './world.ts'

const { api } = synthesize()
const full = synthesize('prod', fullSettings)
const functions = resourcesOf(api, 'AWS::Lambda::Function')

test('every route has a function of its own, for Lambda’s newest Node', () => {
  expect(Object.values(functions).map((each) => each.FunctionName)).toEqual(
    routes.map((route) => `creativeflow-dev-api-${route.id}`),
  )
  for (const each of Object.values(functions))
    expect(each).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 29 })
})

test('the gateway knows exactly the routes of the contract', () => {
  const keys = Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::Route')).map((each) => each.RouteKey)
  expect(keys).toEqual(routes.map((route) => `${route.method} ${basePath}${route.path}`))
})

test('a route with a scope asks for a token of the configured issuer, a public one for none', () => {
  const [authorizer] = Object.values(resourcesOf(full.api, 'AWS::ApiGatewayV2::Authorizer'))
  expect(authorizer!.JwtConfiguration).toEqual({
    Audience: [fullSettings.jwtAudience],
    Issuer: fullSettings.authServiceUrl,
  })
  for (const each of Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::Route'))) {
    const route = routes.find(({ method, path }) => each.RouteKey === `${method} ${basePath}${path}`)!
    expect(each.AuthorizationType, each.RouteKey).toBe(route.scope === null ? 'NONE' : 'JWT')
    if (route.scope !== null) expect(each.AuthorizerId).toMatch(/^</)
  }
})

test('a function that only reads reaches keys of one kind, and so does the orchestrator’s callback', () => {
  const reached = (id: string) =>
    statementsOfRole(
      Object.values(resourcesOf(api, 'AWS::IAM::Role')).find(({ Description }) =>
        Description.startsWith(`Of the function creativeflow-dev-api-${id} `),
      )!,
    ).filter(({ Sid }) => Sid === 'Table' || Sid === 'Indexes')
  const readers = routes.filter(({ grant }) => grant.table === 'read')
  expect(readers.filter(({ grant }) => grant.below === undefined)).toEqual([])
  const narrowed = routes.filter(({ grant }) => grant.below)
  expect(narrowed.map(({ id }) => id)).toContain('generation-callback')
  for (const { id, grant } of narrowed)
    for (const { Condition } of reached(id))
      expect(Condition, id).toEqual({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${grant.below}#*`] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      })
  expect(reached('get-data-deletion').map(({ Sid }) => Sid)).toEqual(['Table'])
  expect(reached('list-jobs').map(({ Sid }) => Sid)).toEqual(['Table', 'Indexes'])
})

test('requests are throttled, and logged without their query', () => {
  const [stage] = Object.values(resourcesOf(full.api, 'AWS::ApiGatewayV2::Stage'))
  expect(stage!.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 })
  expect(stage!.AccessLogSettings.Format).toContain('$context.routeKey')
  expect(stage!.AccessLogSettings.Format).not.toMatch(/path|query|authorizer\.claims/i)
})

test('routes that ask networks or begin costly work let in a tenth, each for itself', () => {
  const [stage] = Object.values(resourcesOf(full.api, 'AWS::ApiGatewayV2::Stage'))
  const costly = Object.keys(stage!.RouteSettings)
  for (const named of ['GET /connections/connect/{platform}', 'POST /generations', 'POST /assets'])
    expect(costly).toContain(named.replace(' ', ` ${basePath}`))
  for (const settings of Object.values(stage!.RouteSettings))
    expect(settings).toEqual({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 })

  // Settings of a route that is not there yet are refused.
  const keyed = resourcesOf(full.api, 'AWS::ApiGatewayV2::Route')
  const before = Object.values(full.api.Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage')!
  for (const key of costly)
    expect(before.DependsOn).toContain(Object.keys(keyed).find((id) => keyed[id]!.RouteKey === key))
})

test('browsers of the stage’s origins may call it, with the cookie of a connect flow', () => {
  const [gateway] = Object.values(resourcesOf(full.data, 'AWS::ApiGatewayV2::Api'))
  expect(gateway!.CorsConfiguration).toMatchObject({
    AllowOrigins: fullSettings.corsOrigins,
    AllowCredentials: true,
    AllowHeaders: expect.arrayContaining(['authorization', 'idempotency-key', 'if-match']),
  })
})

test('a stage with a domain serves it, and calls itself by it', () => {
  expect(Object.values(resourcesOf(full.api, 'AWS::ApiGatewayV2::DomainName'))).toMatchObject([
    { DomainName: 'api.creativeflow.test' },
  ])
  const parameters = Object.values(resourcesOf(full.data, 'AWS::SSM::Parameter'))
  const value = (name: string) => parameters.find((each) => each.Name === `/creativeflow/prod/${name}`)!.Value
  expect(value('serviceBaseUrl')).toBe('https://api.creativeflow.test')
  expect(value('publicAssetBaseUrl')).toBe('https://media.creativeflow.test')
})

test.each([
  ['api', full.api],
  ['workers', full.workers],
])('functions of the %s stack start with the variables they are given', (_name, template) => {
  for (const { FunctionName, Environment } of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
    // Addresses are known once deployed.
    const deployed = JSON.stringify(Environment.Variables).replaceAll(
      /\{\w+BaseUrl\}/g,
      'https://deployed.test',
    )
    const config = readConfig({ ...JSON.parse(deployed), AWS_LAMBDA_FUNCTION_NAME: FunctionName })
    expect(config.env.SECRETS_PREFIX).toBe('{secretsPrefix}')
    expect(config.retries.max).toBe(5)
    expect(config.platforms.x.enabled).toBe(false)
  }
})
