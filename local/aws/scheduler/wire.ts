import { isDeepStrictEqual } from 'node:util'
import type { AwsClock } from '../clock.ts'
import { type Json, jsonRefusal, jsonReply, readJson } from '../json-service.ts'
import { AwsError, type AwsRequest, arn, type Service } from '../service.ts'
import { parseSchedule, type Schedule } from './schedule.ts'
import type { SchedulerStore } from './store.ts'

const verbs: Record<string, string> = { POST: 'Create', PUT: 'Update', DELETE: 'Delete', GET: 'Get' }

/** Scheduler's REST and JSON: /schedules, /schedules/{Name}, /schedule-groups/{Name}. */
export function schedulerService(store: SchedulerStore, clock: AwsClock): Service {
  function find(group: string, name: string): Schedule {
    const schedule = store.get(group, name)
    if (!schedule) throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404)
    return schedule
  }

  function parse(name: string, body: Json): Schedule {
    const schedule = parseSchedule(name, body, clock.now(), store.firing)
    if (!store.groups.has(schedule.group)) {
      throw new AwsError('ResourceNotFoundException', `Schedule group ${schedule.group} does not exist.`, 404)
    }
    return schedule
  }

  function create(name: string, body: Json) {
    const schedule = parse(name, body)
    const existing = store.get(schedule.group, name)
    if (existing) {
      const repeated = existing.clientToken !== undefined && existing.clientToken === schedule.clientToken
      if (!repeated || !isDeepStrictEqual(asked(existing), asked(schedule))) {
        throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409)
      }
    } else store.put(schedule)
    return { ScheduleArn: arnOf(schedule) }
  }

  function update(name: string, body: Json) {
    const schedule = parse(name, body)
    store.put({ ...schedule, createdAt: find(schedule.group, name).createdAt })
    return { ScheduleArn: arnOf(schedule) }
  }

  function list(query: URLSearchParams) {
    const group = query.get('ScheduleGroup')
    const limit = Number(query.get('MaxResults') ?? 100)
    const after = query.get('NextToken') ?? ''
    const matching = store
      .all()
      .filter((schedule) => !group || schedule.group === group)
      .filter(
        (schedule) => schedule.name.startsWith(query.get('NamePrefix') ?? '') && arnOf(schedule) > after,
      )
      .sort((a, b) => (arnOf(a) < arnOf(b) ? -1 : 1))
    const page = matching.slice(0, limit)
    const last = page.at(-1)
    return {
      Schedules: page.map(described),
      NextToken: last && matching.length > limit ? arnOf(last) : undefined,
    }
  }

  async function answer(request: AwsRequest) {
    const name = decodeURIComponent(request.path.split('/')[2] ?? '')
    const group = request.query.get('groupName') ?? 'default'
    switch (request.operation) {
      case 'CreateSchedule':
        return create(name, await readJson(request))
      case 'UpdateSchedule':
        return update(name, await readJson(request))
      case 'DeleteSchedule':
        store.remove(find(group, name))
        return {}
      case 'GetSchedule':
        return described(find(group, name))
      case 'ListSchedules':
        return list(request.query)
      case 'GetScheduleGroup':
        if (store.groups.has(name))
          return { Name: name, Arn: arn('scheduler', `schedule-group/${name}`), State: 'ACTIVE' }
        throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404)
      default:
        throw new AwsError('UnknownOperationException', `${request.operation} is not emulated here`, 404)
    }
  }

  return {
    operationOf({ method, path }) {
      const [, collection, name] = path.split('/')
      if (!name) return collection === 'schedules' ? 'ListSchedules' : 'ListScheduleGroups'
      return `${verbs[method] ?? method}${collection === 'schedules' ? 'Schedule' : 'ScheduleGroup'}`
    },
    async handle(request) {
      const reply = jsonReply(200, await answer(request))
      return { ...reply, headers: { 'content-type': 'application/json' } }
    },
    refuse: (error) => jsonRefusal(error),
  }
}

const arnOf = (schedule: Schedule) => arn('scheduler', `schedule/${schedule.group}/${schedule.name}`)

/** What the caller asked for, without what we added to it. */
function asked({ firesAt: _firesAt, createdAt: _createdAt, changedAt: _changedAt, ...rest }: Schedule) {
  return rest
}

function described(schedule: Schedule) {
  return {
    Arn: arnOf(schedule),
    Name: schedule.name,
    GroupName: schedule.group,
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.zone,
    Description: schedule.description,
    State: schedule.state,
    ActionAfterCompletion: schedule.afterCompletion,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: schedule.target,
    CreationDate: schedule.createdAt / 1000,
    LastModificationDate: schedule.changedAt / 1000,
  }
}
