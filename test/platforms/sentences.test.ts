import { expect, test } from 'vitest'
import { platforms } from '../../shared/domain/platform.ts'
import { errorTables } from '../../shared/platforms/registry.ts'

// Owners read these of a job that has ended, of a comment that was given up, or as the answer to a call.
const tables = await Promise.all(
  platforms.map(async (platform) => ({ platform, table: await errorTables[platform]() })),
)
const sentences = tables.flatMap(({ platform, table }) =>
  table.flatMap(({ id, userMessage, repeats }) =>
    [userMessage, ...(repeats ? [repeats.userMessage] : [])].map((sentence) => ({ platform, id, sentence })),
  ),
)

test.each(sentences)('$platform $id promises nothing: $sentence', ({ sentence }) => {
  expect(sentence).not.toMatch(/\b(goes|go) on\b|\bwaits? until\b|\b(asked|tried|sent|handed over) again\b/)
})
