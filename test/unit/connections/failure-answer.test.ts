import { expect, test } from 'vitest'
import { answerTo } from '../../../shared/connections/failure-answer.ts'
import { catalogue } from '../../../shared/domain/errors.ts'
import { consequences, type FailureClass } from '../../../shared/domain/failure.ts'
import { PlatformFailure } from '../../../shared/platforms/failures.ts'

const failure = (failureClass: FailureClass, details = {}, retryAt?: number) =>
  new PlatformFailure({ class: failureClass, userMessage: 'What the network said.', details, retryAt })

test.each(Object.keys(consequences) as FailureClass[])('a %s failure has an answer with a status', (name) => {
  const answer = answerTo(failure(name, { status_code: 400 }), 0)
  expect(catalogue[answer.code].status).toBeGreaterThanOrEqual(400)
  expect(answer.message).toBe('What the network said.')
})

test('a spent limit says when to come back, in whole seconds', () => {
  const answer = answerTo(failure('rate_limited', { status_code: 429 }, 61_001), 1_000)
  expect([answer.code, answer.extras.retryAfter]).toEqual(['platform_rate_limited', 61])
})

test('a spent limit without an end is worth another try in a minute', () => {
  const answer = answerTo(failure('rate_limited', { status_code: 429 }), 1_000)
  expect([answer.code, answer.extras.retryAfter]).toEqual(['platform_rate_limited', 60])
})

test('silence is told apart from an error', () => {
  expect(answerTo(failure('retry'), 0).code).toBe('platform_unavailable')
  expect(answerTo(failure('retry', { status_code: 500 }), 0).code).toBe('platform_error')
})
