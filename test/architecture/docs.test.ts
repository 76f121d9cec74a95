import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { variableNames } from '../../shared/runtime/variables.ts'

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/**/*.md')]
const textOf = (page: string) => readFileSync(page, 'utf8')
const codeOf = (page: string) =>
  [...textOf(page).matchAll(/```[a-z]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map((found) => found[1] ?? found[2]!)

/** As GitHub makes them of headings. */
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

test('every link leads to a page and a section that are there', () => {
  const broken = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:)([^)\s#]*)#?([^)\s]*)\)/g)].flatMap(([, path, section]) => {
      // GitHub's own page of the repository.
      if (path!.endsWith('/security/advisories/new')) return []
      const target = path ? join(dirname(page), path) : page
      if (!existsSync(target)) return [`${page}: ${path}`]
      return section && !anchorsOf(target).includes(section) ? [`${page}: ${path}#${section}`] : []
    }),
  )
  expect(broken).toEqual([])
})

test('every npm command is one of package.json', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
  const unknown = pages.flatMap((page) =>
    [...textOf(page).matchAll(/npm run (?:-s )?([a-z:]+)/g)].flatMap(([, name]) =>
      scripts[name!] ? [] : [`${page}: ${name}`],
    ),
  )
  expect(unknown).toEqual([])
})

/** Read by what runs on one machine (bin/), by CI or by the AWS CLI; the rest that looks like one is a network's word. */
const elsewhere = [
  'AWS_DIFF_ROLE_ARN_DEV',
  'AWS_ENDPOINT_URL',
  'AWS_PROFILE',
  'AWS_REGION',
  'DATA_DIR',
  'IMAGE_API_KEY',
  'IMAGE_API_MODEL',
  'IMAGE_API_URL',
  'LOCAL_MEDIA_ORIGINS',
  'N8N_BLOCK_ENV_ACCESS_IN_NODE',
  'NODE_FUNCTION_ALLOW_BUILTIN',
  'SELF_ONLY',
  'UPDATE_DOCS',
]

test('every variable is one that is read', () => {
  const named = pages.flatMap((page) =>
    codeOf(page).flatMap((code) =>
      [...code.matchAll(/(?<![\w<$])[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b/g)].map(([name]) => ({ page, name })),
    ),
  )
  expect(named.length).toBeGreaterThan(50)
  const unknown = named.filter(({ name }) => !variableNames.includes(name) && !elsewhere.includes(name))
  expect(unknown).toEqual([])
})
