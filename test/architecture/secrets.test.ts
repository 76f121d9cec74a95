import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What keys look like that open something: no example of them needs to be here. */
const shapes: Record<string, RegExp> = {
  'an AWS access key': /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'a GitHub token': /\b(?:gh[pousr]_\w{36}|github_pat_\w{50})/,
  'an npm token': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a Slack token': /\bxox[abeoprs]-[\w-]{10}/,
  'a Slack webhook': /hooks\.slack\.com\/services\/T\w+\/B\w+/,
  'a Meta token': /\b(?:EAA|IGAA|IGQV)[A-Za-z0-9]{60}/,
  'a Google key': /\bAIza[\w-]{35}\b/,
  'a Google client secret': /\bGOCSPX-[\w-]{28}\b/,
  'an OpenAI key': /\bsk-(?:proj-)?[A-Za-z0-9_-]{32}/,
  'a Stripe key': /\b[rs]k_live_\w{24}/,
  'a Pinterest token': /\bpin[ar]_[A-Z0-9]{60}/,
  'a webhook secret': /\bwhsec_[A-Za-z0-9+/]{32}/,
  'a JWT': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20}/,
}

const found = (text: string) =>
  Object.entries(shapes).flatMap(([what, shape]) => (shape.test(text) ? [what] : []))

/** All but what git ignores, by its own list, and what tests build beside it. */
const files = () => {
  const ignored = readFileSync('.gitignore', 'utf8')
    .split('\n')
    .map((line) => line.replace('/', ''))
  return readdirSync('.', { withFileTypes: true })
    .filter(({ name }) => ![...ignored, '.git'].includes(name) && !/^\.build|\.log$/.test(name))
    .flatMap((top) =>
      top.isDirectory() ? readdirSync(top.name, { recursive: true, withFileTypes: true }) : [top],
    )
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

test('no file of the repository holds a key', () => {
  const read = files()
  expect(read).toContain('test/architecture/secrets.test.ts')
  const holding = read.flatMap((file) =>
    found(readFileSync(file, 'latin1')).map((what) => `${file}: ${what}`),
  )
  expect(holding).toEqual([])
})

// In two halves, so that this file is clean by its own measure.
test.each([
  ['an AWS access key', 'AKIA', 'IOSFODNN7EXAMPLE'],
  ['a private key', '-----BEGIN RSA PRIV', 'ATE KEY-----'],
  ['a private key', '-----BEGIN PRIV', 'ATE KEY-----'],
  ['a GitHub token', 'ghp_', 'a1'.repeat(18)],
  ['a GitHub token', 'github_pat_', 'a1'.repeat(41)],
  ['an npm token', 'npm_', 'a1'.repeat(18)],
  ['a Slack token', 'xoxb-', '1234567890-abc'],
  ['a Slack webhook', 'https://hooks.slack.com/', 'services/T000/B000/x'],
  ['a Meta token', 'EAA', 'Gm0PX4ZCpsBA'.repeat(8)],
  ['a Meta token', 'IGAA', 'Gm0PX4ZCpsBA'.repeat(8)],
  ['a Google key', 'AIza', 'Sy'.padEnd(35, 'd')],
  ['a Google client secret', 'GOCSPX-', 'a'.repeat(28)],
  ['an OpenAI key', 'sk-proj-', 'a1'.repeat(30)],
  ['a Stripe key', 'sk_live_', 'a1'.repeat(12)],
  ['a Pinterest token', 'pina_', 'A1'.repeat(32)],
  ['a webhook secret', 'whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['a JWT', `eyJ${'a'.repeat(20)}.`, `eyJ${'b'.repeat(20)}.${'c'.repeat(43)}`],
])('%s would be found: %s…', (what, one, other) => {
  expect(found(`const key = '${one}${other}'`)).toEqual([what])
})
