// dynalite 4.0.0 has no types; these are the parts that are used or patched.

declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream'

  export type AttributeValue = { [type: string]: unknown }
  export type Item = { [name: string]: AttributeValue }
  export type Done<Value = unknown> = (error: DynaliteError | null, value?: Value) => void

  export interface DynaliteError extends Error {
    statusCode?: number
    body?: { __type: string; message?: string }
    /** Ours: write units that a refused condition costs. */
    writeUnits?: number
  }

  export interface SecondaryIndex {
    IndexName: string
    KeySchema: { AttributeName: string }[]
    Projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] }
  }

  export interface Table {
    TableName: string
    TableStatus: string
    KeySchema: { AttributeName: string }[]
    GlobalSecondaryIndexes?: SecondaryIndex[]
    LocalSecondaryIndexes?: SecondaryIndex[]
  }

  export interface SubDb {
    put(key: string, value: unknown, done: (error: Error | null) => void): void
    createValueStream(options: unknown): Readable
  }

  export type BatchStep = { type: 'put'; key: string; value: Item } | { type: 'del'; key: string }

  export interface LevelIterator {
    next(): Promise<unknown>
    close(): Promise<void>
    return?: () => Promise<void>
  }

  export interface Store {
    db: {
      open(): Promise<void>
      close(): Promise<void>
      keys(options?: unknown): LevelIterator
      values(options?: unknown): LevelIterator
      batch(steps: BatchStep[], done: Done): void
      get(key: string, done: Done): void
      getSync(key: string): unknown
    }
    tableDb: { del(name: string, done: (error: Error | null) => void): void }
    getItemDb(table: string): SubDb
    getIndexDb(kind: string, table: string, index: string): SubDb
    getTable(name: string, done: Done<Table>): void
  }

  export interface CapacityAnswer {
    CapacityUnits: number
    TableName: string
    Table?: { CapacityUnits: number }
    GlobalSecondaryIndexes?: Record<string, { CapacityUnits: number }>
    LocalSecondaryIndexes?: Record<string, { CapacityUnits: number }>
  }

  export interface Input {
    TableName: string
    IndexName?: string
    Item?: Item
    ConsistentRead?: boolean
    ReturnConsumedCapacity?: string
  }

  export interface QueryAnswer {
    ScannedCount: number
    ConsumedCapacity?: CapacityAnswer
  }

  export interface IndexActions {
    puts: { index: string; key: string; item: Item }[]
    deletes: { index: string; key: string }[]
  }

  interface Db {
    create(options: { path: string; createTableMs: number; deleteTableMs: number }): Store
    createKey(item: Item, table: Table): string
    itemSize(item: Item): number
    checkConditional(input: Input, existing?: Item): DynaliteError | null | undefined
    getIndexActions(
      indexes: SecondaryIndex[],
      before: Item | null | undefined,
      after: Item | null | undefined,
      table: Table,
    ): IndexActions
    updateIndexes(
      store: Store,
      table: Table,
      before: Item | null | undefined,
      after: Item | null | undefined,
      done: Done,
    ): void
    addConsumedCapacity(
      input: Input,
      isRead: boolean,
      ...items: (Item | null | undefined)[]
    ): CapacityAnswer | undefined
    queryTable(
      store: Store,
      table: Table,
      input: Input,
      range: unknown,
      isLocal: boolean,
      fetchFromTable: boolean,
      startKeyNames: string[],
      done: Done<QueryAnswer>,
    ): void
  }

  const db: Db
  export default db
}

declare module 'dynalite/validations/index.js' {
  interface Validations {
    checkTypes(input: unknown, types: unknown): unknown
    checkValidations(input: unknown, types: unknown, custom: unknown, store: unknown): void
  }
  const validations: Validations
  export default validations
}

declare module 'dynalite/db/conditionParser.js' {
  import type { Parser } from '../dynamodb/parse-once.ts'

  const parser: Parser
  export default parser
}

declare module 'dynalite/db/updateParser.js' {
  import type { Parser } from '../dynamodb/parse-once.ts'

  const parser: Parser
  export default parser
}
