import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import conditionParser from 'dynalite/db/conditionParser.js'
import db, { type CapacityAnswer, type Done, type DynaliteError, type Store } from 'dynalite/db/index.js'
import updateParser from 'dynalite/db/updateParser.js'
import validations from 'dynalite/validations/index.js'
import { jsonRefusal, jsonReply, readJson } from '../json-service.ts'
import { AwsError, type Capacity, type Service } from '../service.ts'
import { parseOnce } from './parse-once.ts'
import { closeIterators, patchDynalite, readAtOnce, writeOnce } from './patches.ts'

interface DynaliteOperation {
  run(store: Store, input: unknown, done: Done): void
  types: Record<string, unknown>
  custom?: unknown
}

const require = createRequire(import.meta.url)
const operations = new Map<string, DynaliteOperation>()
for (const name of [
  ...['CreateTable', 'DescribeTable', 'DeleteTable', 'ListTables', 'GetItem', 'PutItem', 'UpdateItem'],
  ...['DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
]) {
  const file = `${name[0]?.toLowerCase()}${name.slice(1)}.js`
  const run = require(`dynalite/actions/${file}`) as DynaliteOperation['run']
  operations.set(name, { ...(require(`dynalite/validations/${file}`) as DynaliteOperation), run })
}
patchDynalite()
for (const parser of [conditionParser, updateParser]) parseOnce(parser)

export interface LocalDynamoDb {
  /** CreateTable's own input; a table of that name that is there already stays as it is. */
  createTable(input: { TableName: string; [name: string]: unknown }): Promise<void>
}

/** DynamoDB by dynalite's actions over LevelDB in `folder`, without dynalite's own HTTP server. */
export async function openDynamoDb(folder: string): Promise<{
  local: LocalDynamoDb
  service: Service
  close(): Promise<void>
}> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store = db.create({ path: folder, createTableMs: 0, deleteTableMs: 0 })
  closeIterators(store)
  readAtOnce(store)
  writeOnce(store)
  await store.db.open().catch((error: Error) => {
    const cause = error.cause as (Error & { code?: string }) | undefined
    if (cause?.code === 'LEVEL_LOCKED') {
      throw new Error(`${folder} is in use by another process; stop it or choose another data folder`, {
        cause,
      })
    }
    throw error
  })

  function run(operation: string, input: unknown): Promise<unknown> {
    const { run: action, types, custom } = operations.get(operation) ?? unknownOperation(operation)
    return new Promise((resolve, reject) => {
      const checked = validations.checkTypes(input, types)
      validations.checkValidations(checked, types, custom, store)
      action(store, checked, (error, value) => (error ? reject(error) : resolve(value)))
    })
  }

  const statusOf = (TableName: string): Promise<string | undefined> =>
    run('DescribeTable', { TableName }).then(
      (description) => (description as Description).Table.TableStatus,
      (error: DynaliteError) => {
        if (error.body?.__type.endsWith('#ResourceNotFoundException')) return undefined
        throw error
      },
    )

  const service: Service = {
    operationOf: (request) => String(request.headers['x-amz-target']).split('.')[1] ?? '',
    async handle(request) {
      const input = await readJson(request)
      const wanted = input.ReturnConsumedCapacity
      const measured = operations.get(request.operation)?.types.ReturnConsumedCapacity
      if (measured && (wanted === undefined || wanted === 'NONE' || wanted === 'TOTAL')) {
        input.ReturnConsumedCapacity = 'INDEXES'
      }
      try {
        const answer = (await run(request.operation, input)) as Answer
        const consumed = [answer.ConsumedCapacity ?? []].flat()
        const units = consumed.reduce((sum, each) => sum + each.CapacityUnits, 0)
        if (wanted !== 'INDEXES') {
          for (const each of consumed) {
            delete each.Table
            delete each.GlobalSecondaryIndexes
            delete each.LocalSecondaryIndexes
          }
          if (wanted !== 'TOTAL') delete answer.ConsumedCapacity
        }
        return { ...jsonReply(200, answer), capacity: capacityOf(request.operation, units) }
      } catch (error) {
        throw refusalOf(error as DynaliteError, request.operation)
      }
    },
    refuse: (error) => jsonRefusal(error),
  }

  const local: LocalDynamoDb = {
    async createTable(input) {
      // Of a process that was killed meanwhile: nobody can have written to it.
      if ((await statusOf(input.TableName)) === 'CREATING')
        await promisify(store.tableDb.del)(input.TableName)
      await run('CreateTable', structuredClone(input)).catch((error: DynaliteError) => {
        if (!error.body?.__type.endsWith('#ResourceInUseException')) throw refusalOf(error, 'CreateTable')
      })
      while ((await statusOf(input.TableName)) !== 'ACTIVE')
        await new Promise((resolve) => setImmediate(resolve))
    },
  }
  return { local, service, close: () => store.db.close() }
}

interface Answer {
  ConsumedCapacity?: CapacityAnswer | CapacityAnswer[]
}

interface Description {
  Table: { TableStatus: string }
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan'])

function capacityOf(operation: string, units: number): Capacity | undefined {
  if (units === 0) return undefined
  return reads.has(operation) ? { read: units, write: 0 } : { read: 0, write: units }
}

function unknownOperation(operation: string): never {
  throw new AwsError('UnknownOperationException', `${operation} is not emulated here`)
}

function refusalOf(error: DynaliteError, operation: string): Error {
  if (!error.statusCode || !error.body) return error
  const message = error.body.message ?? (error.body as { Message?: string }).Message ?? ''
  const refusal = new AwsError(error.body.__type, message, error.statusCode)
  refusal.capacity = capacityOf(operation, error.writeUnits ?? 0)
  return refusal
}
