import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { App, type Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { digestOfSources, projectRoot } from '../../lib/bundle.ts'
import { addStacks } from '../../lib/stacks.ts'
import { readStage } from '../../lib/stage.ts'
import type { StageName, StageSettings } from '../../lib/stage-settings.ts'

type Stacks = Record<'data' | 'api' | 'workers', StackTemplate>

const digest = digestOfSources()
const file = join(projectRoot, '.build/stacks.json')
const made = new Map<string, Stacks & { app: App }>()

/** The three stacks as templates, made once of the same sources; functions without their code, which has a test of its own. */
export function synthesize(name: StageName = 'dev', settings?: StageSettings) {
  const key = JSON.stringify([name, settings])
  const known = made.get(key) ?? make(key, name, settings)
  made.set(key, known)
  return known
}

function make(key: string, name: StageName, settings?: StageSettings): Stacks & { app: App } {
  let app: App | undefined
  let templates = readKept()[key]
  if (!templates) {
    const of = (stack: Stack) => Template.fromStack(stack).toJSON() as StackTemplate
    templates = opened(name, settings, ({ data, api, workers, ...all }) => {
      app = all.app
      return { data: of(data), api: of(api), workers: of(workers) }
    })
    keep({ ...readKept(), [key]: templates })
  }
  return {
    ...templates,
    get app() {
      app ??= opened(name, settings, (all) => all.app)
      return app
    },
  }
}

type Opened = ReturnType<typeof addStacks> & { app: App }

function opened<T>(name: StageName, settings: StageSettings | undefined, use: (all: Opened) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'stacks-'))
  try {
    const code = join(folder, 'code')
    mkdirSync(code)
    writeFileSync(join(code, 'handler.mjs'), '')
    const app = new App({ outdir: join(folder, 'cdk.out') })
    const stage = readStage(name, {}, settings ? { [name]: settings } : undefined)
    return use({ app, ...addStacks(app, stage, { folderOf: () => code }) })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What any process has synthesized of these very sources. */
function readKept(): Record<string, Stacks> {
  if (!existsSync(file)) return {}
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  return kept.digest === digest ? kept.made : {}
}

function keep(all: Record<string, Stacks>) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, JSON.stringify({ digest, made: all }))
  renameSync(`${file}.${process.pid}`, file)
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
