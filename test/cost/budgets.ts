/** What one scheduled post may ask of AWS; the plainest of each network, its Idempotency-Key left out. */
export type Budget = Record<string, number>

/**
 * A text: accept (what its owner may still have accepted is read along), prepare, commit, and its event is written into
 * its owner's list; the sweeper sees it two or three times.
 */
const text: Budget = {
  runs: 3,
  'dynamodb GetItem': 6,
  'dynamodb BatchGetItem': 3,
  'dynamodb PutItem': 4,
  'dynamodb UpdateItem': 4,
  'dynamodb Query': 1,
  readUnits: 10.5,
  writeUnits: 16,
  'sqs SendMessage': 1,
  'sqs ReceiveMessage': 2,
  'sqs DeleteMessageBatch': 2,
  'scheduler CreateSchedule': 1,
  'scheduler Fire': 1,
  // The key of its network, by whoever is first in 15 minutes.
  'kms Decrypt': 1,
  'events PutEvents': 1,
}

/** With an asset: it is noted that the job needs it, and looked whether it is kept long enough. */
const asset: Budget = {
  ...text,
  'dynamodb GetItem': 7,
  'dynamodb PutItem': 5,
  readUnits: 12,
  writeUnits: 17,
}

export const budgets: Record<string, Budget> = {
  // Its address is read once it is live: a result, then Published.
  instagram: { ...asset, 'dynamodb UpdateItem': 5, writeUnits: 18 },
  facebook: { ...text, 'dynamodb UpdateItem': 5, writeUnits: 17 },
  linkedin: text,
  x: text,
  pinterest: asset,
  // It tells what became of a post only when asked again, a turn each.
  tiktok: {
    ...asset,
    runs: 5,
    'dynamodb GetItem': 9,
    'dynamodb BatchGetItem': 5,
    'dynamodb PutItem': 6,
    'dynamodb UpdateItem': 9,
    readUnits: 16,
    writeUnits: 23,
    'sqs SendMessage': 3,
    'sqs ReceiveMessage': 4,
    'sqs DeleteMessageBatch': 4,
  },
}

/**
 * Beside its budget, of an accept that counts for its share of its user's (one in 25 by default): the jobs under way by
 * network and state, at the first of a day and once there may be too many; and one write.
 */
export const counting = { first: { UpdateItem: 1, Query: 18 }, next: { UpdateItem: 1, Query: 0 } }
