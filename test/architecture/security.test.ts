import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('docs/security.md', 'utf8')

/** A test file below test/, and the titles that follow it. */
const citations = [...page.matchAll(/`([\w/-]+\.test\.ts)`((?: \*(?:[^*\\]|\\\*)+\*)*)/g)].map(
  ([, file, titles]) => ({
    file: file!.startsWith('test/') ? file! : `test/${file}`,
    titles: [...titles!.matchAll(/\*((?:[^*\\]|\\\*)+)\*/g)].map(([, title]) =>
      title!.replaceAll('\\*', '*'),
    ),
  }),
)

test('every test that the page of security names is there, by its title', () => {
  expect(citations.flatMap(({ titles }) => titles).length).toBeGreaterThan(80)
  const missing = citations.flatMap(({ file, titles }) => {
    if (globSync(file).length === 0) return [file]
    const source = readFileSync(file, 'utf8')
    return titles.filter((title) => !isTitleIn(source, title)).map((title) => `${file}: ${title}`)
  })
  expect(missing).toEqual([])
})

/** The whole title of a test, as its file spells it. */
const isTitleIn = (source: string, title: string) =>
  [`'${title}'`, `"${title}"`, `\`${title}\``].some((spelled) => source.includes(spelled))

test('every file of the code that it names is there', () => {
  const named = [
    ...page.matchAll(/`((?:shared|lib|local|functions|\.github)\/[\w./-]+|\.npmrc)(?<!\.test\.ts)`/g),
  ].map((match) => match[1]!)
  expect(new Set(named).size).toBeGreaterThan(40)
  expect(named.filter((file) => globSync(file).length === 0)).toEqual([])
})

test('every title that it names stands beside its file', () => {
  const cited = citations.flatMap(({ titles }) => titles).length
  const cells = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n')
  expect(cells.match(/(?<![*\\])\*(?!\*)(?:[^*\\|]|\\\*)+\*(?!\*)/g)).toHaveLength(cited)
})
