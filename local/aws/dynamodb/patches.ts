import db, {
  type BatchStep,
  type CapacityAnswer,
  type Item,
  type SecondaryIndex,
  type Store,
  type SubDb,
  type Table,
} from 'dynalite/db/index.js'
import { itemSize, readUnits, writeUnits } from './item-size.ts'

type Kind = 'Global' | 'Local'
const kinds: Kind[] = ['Global', 'Local']

/** dynalite calls `iterator.return`, abstract-level 3 has only `close`: without this each Query leaks an iterator. */
export function closeIterators(store: Store) {
  for (const make of ['keys', 'values'] as const) {
    const original = store.db[make].bind(store.db)
    store.db[make] = (options) => {
      const iterator = original(options)
      iterator.return ??= () => iterator.close()
      return iterator
    }
  }
}

/** Read at once: the way through LevelDB's own thread takes longer than the reading. */
export function readAtOnce(store: Store) {
  store.db.get = (key, done) => {
    let value: unknown
    try {
      value = store.db.getSync(key)
    } catch (error) {
      return done(error as Error)
    }
    done(null, value)
  }
}

/** Items that their batch with index entries has written already. */
const batched = new WeakSet<object>()

/** dynalite writes each item once more after its index entries. */
export function writeOnce(store: Store) {
  const getItemDb = store.getItemDb
  const known = new Set<SubDb>()
  store.getItemDb = (table) => {
    const items = getItemDb(table)
    if (!known.has(items)) {
      known.add(items)
      const put = items.put
      items.put = (key, value, done) => (batched.has(value as object) ? done(null) : put(key, value, done))
    }
    return items
  }
}

/** The capacity of the write that is being answered: dynalite asks for it and then, in the same turn, writes. */
let writing: CapacityAnswer | undefined

/**
 * Three repairs of the module that all stores share: index entries and their item are written in one batch
 * (apart, a SIGKILL leaves entries missing, orphaned or stale), consumed capacity follows AWS's rules, and so does
 * the size at which an item is refused, which dynalite counts in letters.
 */
export function patchDynalite() {
  db.itemSize = itemSize

  db.updateIndexes = (store, table, before, after, done) => {
    const capacity = writing
    writing = undefined
    const item = after ?? before
    if (!item) return done(null)

    const steps: BatchStep[] = []
    for (const kind of kinds) {
      const indexes = table[`${kind}SecondaryIndexes`] ?? []
      if (capacity) countIndexWrites(capacity, kind, indexes, table, before, after)
      const { puts, deletes } = db.getIndexActions(indexes, before, after, table)
      const prefix = (index: string) => `index-${kind.toLowerCase()}~${table.TableName}~${index}~`
      for (const each of deletes) steps.push({ type: 'del', key: prefix(each.index) + each.key })
      for (const each of puts)
        steps.push({ type: 'put', key: prefix(each.index) + each.key, value: each.item })
    }
    // Without index entries the single write that dynalite does next is whole in itself.
    if (steps.length === 0) return done(null)
    const key = `item-${table.TableName}~${db.createKey(item, table)}`
    steps.push(after ? { type: 'put', key, value: after } : { type: 'del', key })
    if (after) batched.add(after)
    store.db.batch(steps, done)
  }

  db.addConsumedCapacity = (input, isRead, ...items) => {
    const bytes = Math.max(0, ...items.map((item) => (item ? itemSize(item) : 0)))
    const units = isRead ? readUnits(bytes, input.ConsistentRead) : writeUnits(bytes)
    const answer: CapacityAnswer = {
      CapacityUnits: units,
      TableName: input.TableName,
      Table: { CapacityUnits: units },
    }
    if (!isRead) writing = answer
    return answer
  }

  // A refused condition costs what the item there weighs, or one unit where there is none
  // (docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html, read 2026-11-21).
  const checkConditional = db.checkConditional
  db.checkConditional = (input, existing) => {
    const refusal = checkConditional(input, existing)
    if (refusal) refusal.writeUnits = writeUnits(existing ? itemSize(existing) : 0)
    return refusal
  }

  const queryTable = db.queryTable
  db.queryTable = (store, table, input, range, isLocal, fetchFromTable, startKeyNames, done) => {
    const sizes: number[] = []
    const counted: Store = {
      ...store,
      getItemDb: (name) => countReads(store.getItemDb(name), sizes),
      getIndexDb: (kind, name, index) => countReads(store.getIndexDb(kind, name, index), sizes),
    }
    queryTable(counted, table, input, range, isLocal, fetchFromTable, startKeyNames, (error, answer) => {
      if (answer) {
        // The stream reads ahead; only what was looked at is paid.
        const bytes = sizes.slice(0, answer.ScannedCount).reduce((total, size) => total + size, 0)
        const units = readUnits(bytes, input.ConsistentRead)
        const own = { CapacityUnits: units }
        answer.ConsumedCapacity = { CapacityUnits: units, TableName: input.TableName }
        if (input.IndexName) {
          answer.ConsumedCapacity.Table = { CapacityUnits: 0 }
          answer.ConsumedCapacity[`${isLocal ? 'Local' : 'Global'}SecondaryIndexes`] = {
            [input.IndexName]: own,
          }
        } else answer.ConsumedCapacity.Table = own
      }
      done(error, answer)
    })
  }
}

function countReads(source: SubDb, sizes: number[]): SubDb {
  return {
    ...source,
    createValueStream(options) {
      const stream = source.createValueStream(options)
      stream.on('data', (item: Item) => sizes.push(itemSize(item)))
      return stream
    },
  }
}

/** A new or lost entry is one write, a moved one two, a changed one one, an untouched one none. */
function countIndexWrites(
  capacity: CapacityAnswer,
  kind: Kind,
  indexes: SecondaryIndex[],
  table: Table,
  before: Item | null | undefined,
  after: Item | null | undefined,
) {
  for (const index of indexes) {
    const old = projected(index, table, before)
    const now = projected(index, table, after)
    let units = 0
    if (old && now) {
      if (JSON.stringify(old) === JSON.stringify(now)) continue
      const moved = index.KeySchema.some(
        (key) => JSON.stringify(old[key.AttributeName]) !== JSON.stringify(now[key.AttributeName]),
      )
      const sizes = [itemSize(old), itemSize(now)] as const
      units = moved ? writeUnits(sizes[0]) + writeUnits(sizes[1]) : writeUnits(Math.max(...sizes))
    } else if (old || now) units = writeUnits(itemSize((now ?? old)!))
    if (units === 0) continue
    capacity.CapacityUnits += units
    const name = `${kind}SecondaryIndexes` as const
    capacity[name] = { ...capacity[name], [index.IndexName]: { CapacityUnits: units } }
  }
}

function projected(index: SecondaryIndex, table: Table, item: Item | null | undefined): Item | undefined {
  if (!item || !index.KeySchema.every((key) => item[key.AttributeName])) return undefined
  const names =
    index.Projection.ProjectionType === 'ALL'
      ? Object.keys(item).sort()
      : [
          ...index.KeySchema.map((key) => key.AttributeName),
          ...table.KeySchema.map((key) => key.AttributeName),
          ...(index.Projection.NonKeyAttributes ?? []),
        ]
  const entry: Item = {}
  for (const name of names) if (item[name]) entry[name] = item[name]
  return entry
}
