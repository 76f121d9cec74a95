import { once } from '../../domain/once.ts'
import { type Apps, openApps } from '../apps.ts'
import { type Reading, reading } from './reading.ts'

export interface Presenting extends Reading {
  apps: Apps
}

/** For what tells of the networks without asking one. */
export const presenting: () => Presenting = once(() => ({ ...reading(), apps: openApps(reading()) }))
