import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { transitions } from '../../shared/domain/publish-job.ts'

test('the diagram of a job’s life is the table of transitions', async () => {
  const page = await readFile('docs/architecture.md', 'utf8')
  const diagram = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const drawn = [...diagram.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} → ${to}`)
  const table = Object.entries(transitions).flatMap(([from, next]) => next.map((to) => `${from} → ${to}`))
  expect(drawn.filter((line) => !line.startsWith('[*]')).toSorted()).toEqual(table.toSorted())
})
