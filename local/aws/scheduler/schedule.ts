import type { Json } from '../json-service.ts'
import { type AwsError, invalid } from '../service.ts'
import { instantOf } from './at-expression.ts'

/** A schedule as it is stored and, with names and dates, as GetSchedule gives it back. */
export interface Schedule {
  name: string
  group: string
  expression: string
  zone: string
  description?: string
  state: 'ENABLED' | 'DISABLED'
  afterCompletion: 'NONE' | 'DELETE'
  target: Target
  createdAt: number
  changedAt: number
  clientToken?: string
  /** When it goes off; chosen once, so that a restart does not choose again. Absent when it is over. */
  firesAt?: number
}

export interface Target {
  Arn: string
  RoleArn: string
  Input?: string
  RetryPolicy: { MaximumEventAgeInSeconds: number; MaximumRetryAttempts: number }
  DeadLetterConfig?: { Arn: string }
}

const minute = 60_000
const known = new Set([
  ...[
    'Name',
    'GroupName',
    'ScheduleExpression',
    'ScheduleExpressionTimezone',
    'Description',
    'State',
    'Target',
  ],
  ...['ActionAfterCompletion', 'FlexibleTimeWindow', 'ClientToken'],
])

/**
 * Checks a CreateSchedule or UpdateSchedule body; whatever it leaves out gets its default, as UpdateSchedule does too.
 * One-time schedules on a queue, without a flexible window, are all that is emulated.
 */
export function parseSchedule(
  name: string,
  body: Json,
  now: number,
  firing: (at: number) => number,
): Schedule {
  const unknown = Object.keys(body).find((field) => !known.has(field))
  if (unknown) throw invalid(`${unknown} is not emulated here`)
  if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(name))
    throw constraint('name', 'Member must match ^[0-9a-zA-Z-_.]+$, 1 to 64 long')
  const zone = String(body.ScheduleExpressionTimezone ?? 'UTC')
  const at = instantOf(body.ScheduleExpression, zone)
  // Refused by AWS as well; nothing in its reference says so.
  if (at < Math.floor(now / minute) * minute)
    throw invalid(`Schedule time ${body.ScheduleExpression} is in the past.`)
  const window = body.FlexibleTimeWindow as Json | undefined
  if (!window?.Mode) throw constraint('flexibleTimeWindow', 'Member must not be null')
  if (window.Mode !== 'OFF') throw invalid('Only FlexibleTimeWindow OFF is emulated here')
  const state = choice(body, 'State', ['ENABLED', 'DISABLED'])
  return {
    name,
    group: String(body.GroupName ?? 'default'),
    expression: String(body.ScheduleExpression),
    zone,
    description: body.Description === undefined ? undefined : String(body.Description),
    state,
    afterCompletion: choice(body, 'ActionAfterCompletion', ['NONE', 'DELETE']),
    target: parseTarget(body.Target),
    createdAt: now,
    changedAt: now,
    clientToken: body.ClientToken === undefined ? undefined : String(body.ClientToken),
    firesAt: firing(at),
  }
}

function parseTarget(value: unknown): Target {
  const target = (value ?? {}) as Json
  if (!/^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+$/.test(String(target.Arn)))
    throw invalid(`Provided Arn is not in correct format: ${target.Arn}`)
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(String(target.RoleArn))) {
    throw constraint(
      'target.roleArn',
      'Member must match ^arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+$',
    )
  }
  if (target.Input !== undefined && Buffer.byteLength(String(target.Input)) > 256 * 1024) {
    throw invalid('Target input must be at most 256 KB')
  }
  const policy = (target.RetryPolicy ?? {}) as Json
  const deadLetter = target.DeadLetterConfig as { Arn?: string } | undefined
  return {
    Arn: String(target.Arn),
    RoleArn: String(target.RoleArn),
    Input: target.Input === undefined ? undefined : String(target.Input),
    RetryPolicy: {
      MaximumEventAgeInSeconds: within(policy.MaximumEventAgeInSeconds ?? 86_400, 60, 86_400),
      MaximumRetryAttempts: within(policy.MaximumRetryAttempts ?? 185, 0, 185),
    },
    ...(deadLetter?.Arn && { DeadLetterConfig: { Arn: deadLetter.Arn } }),
  }
}

function within(value: unknown, least: number, most: number): number {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  throw constraint('target.retryPolicy', `Member must be between ${least} and ${most}`)
}

function choice<Value extends string>(body: Json, field: string, values: [Value, Value]): Value {
  const value = body[field] ?? values[0]
  if (!values.includes(value as Value))
    throw constraint(field, `Member must satisfy enum value set: [${values}]`)
  return value as Value
}

function constraint(field: string, rule: string): AwsError {
  return invalid(`1 validation error detected: Value at '${field}' failed to satisfy constraint: ${rule}`)
}
