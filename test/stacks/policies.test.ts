import { readFileSync } from 'node:fs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { routes } from '../../shared/api/routes.ts'
import { workers } from '../../shared/api/workers.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { fullSettings } from './settings.ts'
import { resourcesOf, type StackTemplate, type Statement, statementsOfRole, synthesize } from './world.ts'

const dev = synthesize()
const full = synthesize('prod', fullSettings)
const templates = [dev, full].flatMap(({ data, api, workers }) => [data, api, workers])

test('no role has a wildcard action or a bare * as resource', () => {
  const statements = templates
    .flatMap((template) => Object.values(resourcesOf(template, 'AWS::IAM::Role')))
    .flatMap(statementsOfRole)
  expect(statements.length).toBeGreaterThan(100)
  for (const { Action, Resource } of statements) {
    expect(Action.filter((action) => action.includes('*'))).toEqual([])
    expect(Resource).not.toContain('*')
  }
})

test('names with a wildcard lie below our own schedule group or the prefixes of the bucket', () => {
  for (const template of templates)
    for (const role of Object.values(resourcesOf(template, 'AWS::IAM::Role')))
      for (const { Resource } of statementsOfRole(role))
        for (const arn of Resource.filter((each) => each.includes('*')))
          expect(arn).toMatch(
            /:schedule\/\{scheduleGroup\}\/\*$|:s3:::\{bucketName\}\/(media|assets|uploads|generated)\/\*$/,
          )
})

test('every wildcard of a policy stands on the page of permissions, and no other does', () => {
  const traced = synthesize('staging', { ...fullSettings, tracing: true })
  const found = new Set<string>()
  for (const template of [...templates, traced.data, traced.api, traced.workers]) {
    for (const role of Object.values(resourcesOf(template, 'AWS::IAM::Role')))
      for (const { Action, Resource } of statementsOfRole(role)) {
        for (const action of Action.filter((each) => each.includes('*'))) found.add(`a role: ${action}`)
        for (const arn of Resource.map(logGroups).filter((each) => each.includes('*')))
          found.add(`a role: ${arn.replace(/^arn:.*?:(?=schedule\/|\{bucketName\})/, '')}`)
      }
    for (const [owner, type, document] of resourcePolicies)
      for (const policy of Object.values(resourcesOf(template, type)))
        for (const { Action, Resource } of policy[document].Statement as Statement[]) {
          const actions = [Action].flat().filter((each) => each.includes('*'))
          const resources = [Resource]
            .flat()
            .flatMap((arn) => /(?<=>\/)\w+\/\*$|(?<=>)\/\*$|^\*$/.exec(arn) ?? [])
          if (actions.length + resources.length > 0)
            found.add(`${owner}: ${[actions.join(', '), resources.join(', ')].filter(Boolean).join(' on ')}`)
        }
  }
  const rows = [
    ...readFileSync('docs/permissions.md', 'utf8').matchAll(
      /^\| (a role|the key|the bucket|a queue) \| (.+?) \|/gm,
    ),
  ]
  expect([...found].sort()).toEqual(
    rows.map(([, owner, told]) => `${owner}: ${told!.replaceAll('`', '')}`).sort(),
  )
})

/** An ARN that CloudFormation gives of a log group ends with its streams. */
const logGroups = (arn: string) => (/^<.*Logs.*\.Arn>$/.test(arn) ? 'log-group:{own}:*' : arn)

const resourcePolicies = [
  ['the key', 'AWS::KMS::Key', 'KeyPolicy'],
  ['the bucket', 'AWS::S3::BucketPolicy', 'PolicyDocument'],
  ['a queue', 'AWS::SQS::QueuePolicy', 'PolicyDocument'],
  ['a topic', 'AWS::SNS::TopicPolicy', 'PolicyDocument'],
] as const

test('roles have what is written in them, and nothing beside', () => {
  for (const template of templates) {
    expect(resourcesOf(template, 'AWS::IAM::Policy')).toEqual({})
    expect(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).toEqual({})
    for (const role of Object.values(resourcesOf(template, 'AWS::IAM::Role')))
      expect(role.ManagedPolicyArns).toBeUndefined()
  }
})

test('no two functions share a role, and each logs to its own group', () => {
  for (const template of templates) {
    const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'))
    expect(new Set(functions.map((each) => each.Role)).size).toBe(functions.length)
    for (const { Role, LoggingConfig } of functions) {
      const [roleId] = /(?<=^<)[^.]+/.exec(Role)!
      const role = resourcesOf(template, 'AWS::IAM::Role')[roleId!]!
      const logs = statementsOfRole(role).find((statement) => statement.Sid === 'Logs')!
      expect(logs.Resource).toEqual([LoggingConfig.LogGroup.replace('>', '.Arn>')])
    }
  }
})

test('keys of tokens are made by who seals, for that purpose alone, and by nobody who could not write them down', () => {
  const functions = [
    ...workers.map(({ name, grant }) => ({ name, grant, template: dev.workers })),
    ...routes.map(({ id, grant }) => ({ name: `api-${id}`, grant, template: dev.api })),
  ]
  const rightsOf = (template: StackTemplate, name: string) => {
    const { Role } = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).find(
      ({ FunctionName }) => FunctionName === `creativeflow-dev-${name}`,
    )!
    const [roleId] = /(?<=^<)[^.]+/.exec(Role)!
    return statementsOfRole(resourcesOf(template, 'AWS::IAM::Role')[roleId!]!)
  }
  expect(functions.filter(({ grant }) => grant.tokens === 'seal').length).toBeGreaterThan(platforms.length)
  for (const { name, grant, template } of functions) {
    const statements = rightsOf(template, name)
    const opening = statements.filter(({ Sid }) => Sid?.startsWith('Tokens')).map(({ Sid }) => Sid)
    expect([name, opening]).toEqual([name, grant.tokens ? ['Tokens', 'TokensVersion1'] : []])
    const making = statements.filter(
      ({ Sid, Action }) => Sid !== 'ObjectKeys' && Action.includes('kms:GenerateDataKey'),
    )
    expect([name, making.map(({ Sid }) => Sid)]).toEqual([
      name,
      [...(grant.tokens === 'seal' ? ['Tokens'] : []), ...(grant.signing === 'seal' ? ['Signing'] : [])],
    ])
    if (grant.tokens !== 'seal') continue
    expect(making[0]!.Condition?.StringEquals).toMatchObject({ 'kms:EncryptionContext:purpose': 'tokens' })
    expect(statements.find(({ Sid }) => Sid === 'Table')!.Action).toContain('dynamodb:PutItem')
  }
})

test('who reads or writes files uses the key by S3 and for the bucket alone, and nobody else does', () => {
  for (const template of templates)
    for (const role of Object.values(resourcesOf(template, 'AWS::IAM::Role'))) {
      const statements = statementsOfRole(role)
      const files = statements.flatMap(({ Action }) =>
        Action.filter((each) => /^s3:(Get|Put)Object$/.test(each)),
      )
      const found = statements.filter(({ Sid }) => Sid === 'ObjectKeys')
      expect(found.map(({ Action }) => Action)).toEqual(
        files.length === 0
          ? []
          : [['kms:Decrypt', ...(files.includes('s3:PutObject') ? ['kms:GenerateDataKey'] : [])]],
      )
      for (const { Resource, Condition } of found) {
        expect(Resource).toEqual(['{tokenKeyArn}'])
        expect(Condition).toEqual({
          StringEquals: {
            'kms:ViaService': expect.stringMatching(/^s3\.[a-z0-9-]+\.amazonaws\.com$/),
            'kms:EncryptionContext:aws:s3:arn': expect.stringMatching(/:s3:::\{bucketName\}$/),
          },
        })
      }
    }
})

test('a resource lets others in only with a condition that ties it to this stage or account', () => {
  const types = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy']
  const policies = templates.flatMap((template) =>
    types.flatMap((type) => Object.values(resourcesOf(template, type))),
  )
  const allowing = policies
    .flatMap((policy): Statement[] => policy.PolicyDocument.Statement)
    .filter((statement) => statement.Effect === 'Allow')
  expect(allowing.length).toBeGreaterThan(0)
  for (const statement of allowing)
    expect(JSON.stringify(statement.Condition)).toMatch(/source(arn|account)/i)
})

test('no function is led to a single machine', () => {
  for (const template of templates)
    for (const { Environment } of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
      expect(JSON.stringify(Environment)).not.toMatch(/localhost|127\.0\.0\.1|\[::1\]/)
      const names = Object.keys(Environment.Variables)
      expect(names.filter((name) => /^AWS_ENDPOINT|^(INSTAGRAM|X)_\w+_BASE_URL$|SECRET$/.test(name))).toEqual(
        [],
      )
    }
})

test.each([
  ['dev', dev.app],
  ['prod', full.app],
])('AWS’s own checklist finds nothing in %s that we have not answered', (_name, app) => {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app)
  expect(
    violations.flatMap(({ ruleName, violatingResources }) =>
      (violatingResources ?? []).map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  ).toEqual([])
})
