import { once } from '../../domain/once.ts'
import { openTable, type Table } from '../../storage/table.ts'
import { type Core, core } from './core.ts'

export interface Reading extends Core {
  table: Table
}

/** For endpoints that only read the table. */
export const reading: () => Reading = once(() => ({
  ...core(),
  table: openTable(core().config.env.TABLE_NAME),
}))
