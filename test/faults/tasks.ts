import type { Platform } from '../../shared/domain/platform.ts'
import { networks } from '../networks/table.ts'
import { allHarms, liveWith, type Result, type Side } from './boundaries.ts'
import type { Harm } from './crossings.ts'
import { type Life, lives, plainLives } from './lives.ts'
import { liveInStorm } from './storm.ts'
import type { FaultWorld } from './world.ts'

/** A share of the full run: all boundaries of one life with one harm, or one of them, or one storm. */
export type Task = { life: string; side: Side; harm: Harm; at?: number } | { life: string; storm: number }

const stormsPerLife = 6

/** As it stands before the number in the ids of its results. */
export const nameOf = (task: Task): string =>
  'storm' in task ? `${task.life}/storm` : `${task.life}/${task.side}/${task.harm}`

const ofNetwork = (own: readonly Life[]): Task[] => [
  ...allHarms.flatMap((harm): Task[] => own.map(({ id }) => ({ life: id, side: 'worker', harm }))),
  ...allHarms.flatMap((harm): Task[] =>
    own.filter((life) => plainLives.includes(life)).map(({ id }) => ({ life: id, side: 'api', harm })),
  ),
  ...own.flatMap(({ id }) =>
    Array.from({ length: stormsPerLife }, (_, index) => ({ life: id, storm: index + 1 })),
  ),
]

/** Everything of the full run: network by network, for a world is one network's, and harm by harm. */
export const allTasks = (): Task[] =>
  networks.flatMap(({ platform }) => ofNetwork(lives.filter((life) => life.platform === platform)))

/** Those of a network, and those whose id begins so; with its number at the end it is that one case. */
export function chosenTasks({ network, case: wanted }: { network?: string; case?: string }): Task[] {
  const tasks = allTasks().filter(({ life }) => !network || life.startsWith(`${network}/`))
  if (!wanted) return tasks
  const [, name, number] = /^(.*?)(?:\/(\d+))?$/.exec(wanted)!
  const chosen = tasks.filter((task) =>
    number === undefined ? nameOf(task).startsWith(name!) : nameOf(task) === name,
  )
  if (number === undefined) return chosen
  const [first] = chosen
  if (!first) return []
  return ['storm' in first ? { ...first, storm: Number(number) } : { ...first, at: Number(number) }]
}

/** @throws when no life has this id */
const lifeOf = (id: string): Life => {
  const found = lives.find((life) => life.id === id)
  if (!found) throw new Error(`no life ${id}; there are ${lives.map((life) => life.id).join('; ')}`)
  return found
}

/** @param worldFor is asked before each case, for a case may leave a world that is not to be used again */
export async function runTask(
  task: Task,
  worldFor: (platform: Platform) => Promise<FaultWorld>,
  tell: (result: Result) => void,
): Promise<void> {
  const life = lifeOf(task.life)
  const world = () => worldFor(life.platform)
  if ('storm' in task) return tell(await liveInStorm(await world(), life, task.storm))
  const { side, harm } = task
  for (let at = task.at ?? 1; ; at += 1) {
    const result = await liveWith(await world(), { life, harm, side, at })
    if (result) tell(result)
    else if (task.at !== undefined) throw new Error(`${life.id} has fewer than ${at} calls`)
    if (!result || result.hit === 'nothing' || task.at !== undefined) return
  }
}
