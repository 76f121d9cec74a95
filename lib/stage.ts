import type * as z from 'zod'
import { stageProblems } from './stage-problems.ts'
import {
  type Stage,
  type StageName,
  type StageSettings,
  settingsSchema,
  stageNames,
} from './stage-settings.ts'
import { stages } from './stages.ts'

/**
 * The settings of a stage, checked.
 * @param name of the stage, as given by `-c stage=…`
 * @param shell the variables of the process that synthesizes
 * @throws one Error that names everything that is missing or contradicts itself
 */
export function readStage(
  name: unknown,
  shell: Record<string, string | undefined>,
  settings: Partial<Record<StageName, unknown>> = stages,
): Stage {
  if (!isStageName(name)) throw new Error(`choose a stage: -c stage=${stageNames.join('|')}`)
  const given: object = { ...regionOf(shell), ...(settings[name] as object | undefined) }
  const parsed = settingsSchema.safeParse(given)
  const issues = parsed.error?.issues ?? []
  const malformed = new Set(issues.flatMap(({ path }) => path.slice(0, 1).map(String)))
  const problems = [
    ...issues.map((issue) => describe(issue, given)),
    ...stageProblems(name, without(given, malformed), shell).filter((problem) => !tells(problem, malformed)),
  ]
  if (!parsed.success || problems.length > 0) throw new Error(`stage ${name}: ${problems.join('; ')}`)
  return { name, ...parsed.data }
}

/** That of the profile in use, as the CDK hands it to the app and the AWS CLI's variables tell it. */
const regionOf = ({ CDK_DEFAULT_REGION, AWS_REGION }: Record<string, string | undefined>) => {
  const region = CDK_DEFAULT_REGION || AWS_REGION
  return region ? { region } : {}
}

const isStageName = (name: unknown): name is StageName => stageNames.some((each) => each === name)

/** What is malformed is named as such; nothing else can be said of it. */
const without = (given: object, malformed: ReadonlySet<string>): Partial<StageSettings> =>
  Object.fromEntries(Object.entries(given).filter(([key]) => !malformed.has(key)))

const tells = (problem: string, keys: ReadonlySet<string>): boolean =>
  [...keys].some((key) => problem.includes(key))

function describe(issue: z.core.$ZodIssue, given: unknown): string {
  const value = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown>)?.[key],
    given,
  )
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${[...issue.path, key].join('.')} is no setting`).join('; ')
  return value === undefined
    ? `${issue.path.join('.')} is missing`
    : `${issue.path.join('.')}: ${issue.message}`
}
