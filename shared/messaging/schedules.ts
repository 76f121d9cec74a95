import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'

export interface Schedules {
  /** Sends `message` to `queue` within the minute of `at` (ms); a second call for the same name moves it. */
  put(schedule: { name: string; at: number; queue: string; message: object }): Promise<void>
  remove(name: string): Promise<void>
}

export interface ScheduleOptions {
  group: string
  roleArn: string
  queueArnBase: string
  deadLetterQueue: string
}

const maximumEventAgeSeconds = 900

/** One-time schedules. Every write names every field: an update resets what it omits. */
export function openSchedules(options: ScheduleOptions): Schedules {
  const client = new SchedulerClient({})
  const input = ({ name, at, queue, message }: Parameters<Schedules['put']>[0]) => ({
    Name: name,
    GroupName: options.group,
    ScheduleExpression: `at(${new Date(at).toISOString().slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED' as const,
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    ActionAfterCompletion: 'DELETE' as const,
    Target: {
      Arn: `${options.queueArnBase}${queue}`,
      RoleArn: options.roleArn,
      Input: JSON.stringify(message),
      RetryPolicy: { MaximumEventAgeInSeconds: maximumEventAgeSeconds, MaximumRetryAttempts: 10 },
      DeadLetterConfig: { Arn: `${options.queueArnBase}${options.deadLetterQueue}` },
    },
  })
  return {
    async put(schedule) {
      try {
        await client.send(new CreateScheduleCommand(input(schedule)))
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error
        await client.send(new UpdateScheduleCommand(input(schedule)))
      }
    },
    async remove(name) {
      try {
        await client.send(new DeleteScheduleCommand({ Name: name, GroupName: options.group }))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
  }
}
