import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { catalogue } from '../../shared/domain/errors.ts'

const page = `# Codes

Every error answer is \`{"code", "detail"}\`, with \`violations[]\` (path, rule, message) or \`reason\` where they help. Jobs
carry the same codes as \`error_code\`; those without a status stand on jobs alone. This page is made from
\`shared/domain/errors.ts\`: \`UPDATE_DOCS=1 npx vitest run test/architecture/codes.test.ts\`.

The gateway's own refusals (401, unknown route, 413, 429, 503) come as \`{"message"}\`.

| code | status | meaning | who can change it |
|---|---|---|---|
${Object.entries(catalogue)
  .map(([code, { status, meaning, act }]) => `| \`${code}\` | ${status || 'on jobs'} | ${meaning} | ${act} |`)
  .join('\n')}
`

test('the page of codes is the catalogue', async () => {
  if (process.env.UPDATE_DOCS) await writeFile('docs/codes.md', page)
  expect(await readFile('docs/codes.md', 'utf8')).toBe(page)
})
