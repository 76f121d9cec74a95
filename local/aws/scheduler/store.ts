import type { Schedule } from './schedule.ts'

export interface SchedulerStore {
  groups: Set<string>
  get(group: string, name: string): Schedule | undefined
  all(): Schedule[]
  put(schedule: Schedule): void
  remove(schedule: Schedule): void
  /** When a schedule for this instant goes off. */
  firing(at: number): number
}
