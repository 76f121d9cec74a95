/** What one scheduled post may ask of AWS; the plainest of each network, its Idempotency-Key left out. */
export type Budget = Record<string, number>

/** A text: accept, prepare, commit, and its event is written into its owner's list. */
const text: Budget = {
  runs: 4,
  'dynamodb GetItem': 9,
  'dynamodb BatchGetItem': 2,
  'dynamodb PutItem': 5,
  'dynamodb UpdateItem': 6,
  'dynamodb Query': 1,
  readUnits: 11,
  writeUnits: 21,
  'sqs SendMessage': 1,
  'sqs ReceiveMessage': 3,
  'sqs DeleteMessageBatch': 3,
  'scheduler CreateSchedule': 1,
  'scheduler Fire': 1,
  'kms Decrypt': 1,
  'events PutEvents': 1,
}

/** With an asset: it is noted that the job needs it, and that it is needed; and given free at the end. */
const asset: Budget = {
  ...text,
  'dynamodb GetItem': 10,
  'dynamodb PutItem': 6,
  'dynamodb UpdateItem': 7,
  readUnits: 12,
  writeUnits: 27,
}

export const budgets: Record<string, Budget> = {
  // Its address is read once it is live: a result, then Published.
  instagram: { ...asset, 'dynamodb UpdateItem': 8, writeUnits: 26 },
  facebook: { ...text, 'dynamodb UpdateItem': 7, writeUnits: 22 },
  linkedin: text,
  x: text,
  // Its warnings make the job's item larger than a unit.
  pinterest: asset,
  // It tells what became of a post only when asked again, a turn each.
  tiktok: {
    ...asset,
    runs: 6,
    'dynamodb GetItem': 16,
    'dynamodb PutItem': 7,
    'dynamodb UpdateItem': 12,
    readUnits: 17,
    writeUnits: 35,
    'sqs SendMessage': 3,
    'sqs ReceiveMessage': 5,
    'sqs DeleteMessageBatch': 5,
  },
}
