import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { addStacks } from '../../lib/stacks.ts'
import { readStage } from '../../lib/stage.ts'
import type { StageName, StageSettings } from '../../lib/stage-settings.ts'

const made = new Map<string, ReturnType<typeof make>>()

/** The three stacks as templates, made once a process; functions without their code, which has a test of its own. */
export function synthesize(name: StageName = 'dev', settings?: StageSettings) {
  const key = JSON.stringify([name, settings])
  const known = made.get(key) ?? make(name, settings)
  made.set(key, known)
  return known
}

function make(name: StageName, settings?: StageSettings) {
  const folder = mkdtempSync(join(tmpdir(), 'stacks-'))
  const code = join(folder, 'code')
  mkdirSync(code)
  writeFileSync(join(code, 'handler.mjs'), '')
  const app = new App({ outdir: join(folder, 'cdk.out') })
  const stage = readStage(name, {}, settings ? { [name]: settings } : undefined)
  const { data, api, workers } = addStacks(app, stage, { folderOf: () => code })
  const templates = [data, api, workers].map((stack) => Template.fromStack(stack).toJSON() as StackTemplate)
  rmSync(folder, { recursive: true })
  return { app, data: templates[0]!, api: templates[1]!, workers: templates[2]! }
}

/** CloudFormation's JSON, as loose as the CDK has it. */
type Json = ReturnType<Template['toJSON']>

interface Resource {
  Type: string
  Properties: Json
  DeletionPolicy?: string
  DependsOn?: string[]
}

export interface StackTemplate {
  Parameters?: Record<string, { Default: string }>
  Resources: Record<string, Resource>
  Outputs?: Record<string, unknown>
}

/** What is told after a deployment, by name. */
export const outputsOf = ({ Outputs = {} }: StackTemplate) => Outputs

/** Properties of all resources of a type, by logical id, with references spelled as text. */
export const resourcesOf = (template: StackTemplate, type: string): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => [id, plain(template, resource.Properties) as Json]),
  )

/** References to parameters become `{name}`, to resources `<id>`; joined text becomes one string. */
function plain(template: StackTemplate, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(template, each))
  if (typeof value !== 'object' || value === null) return value
  const { Ref, 'Fn::GetAtt': att, 'Fn::Join': join } = value as Record<string, unknown>
  if (typeof Ref === 'string') {
    const parameter = template.Parameters?.[Ref]?.Default
    return parameter === undefined ? `<${Ref}>` : `{${parameter.replace(/^\/creativeflow\/[a-z]+\//, '')}}`
  }
  if (att) return `<${(att as string[]).join('.')}>`
  if (join) {
    const [separator, parts] = join as [string, unknown[]]
    return parts.map((part) => plain(template, part)).join(separator)
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(template, inner)]))
}

export interface Statement {
  Sid?: string
  Effect: string
  Action: string[]
  Resource: string[]
  Principal?: unknown
  Condition?: Record<string, Record<string, unknown>>
}

/** What the role of a function, or any other role, may do. */
export function statementsOfRole(role: Json): Statement[] {
  const policies = role.Policies as { PolicyDocument: { Statement: Statement[] } }[]
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Action, Resource, ...rest }) => ({
      ...rest,
      Action: [Action].flat(),
      Resource: [Resource].flat(),
    }))
}
