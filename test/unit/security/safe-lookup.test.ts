import type { LookupAddress } from 'node:dns'
import { expect, it } from 'vitest'
import { safeLookup } from '../../../shared/security/safe-lookup.ts'
import { UnsafeUrlError } from '../../../shared/security/safe-url.ts'

const lookUp = (addresses: LookupAddress[], all: boolean) =>
  new Promise((resolve, reject) => {
    safeLookup(async () => addresses)('media.example.com', { all }, (error, address, family) =>
      error ? reject(error) : resolve(family === undefined ? address : { address, family }),
    )
  })

const six = { address: '2606:4700::1', family: 6 }
const four = { address: '8.8.8.8', family: 4 }

it('a socket gets all public addresses, or the first when it asks for one', async () => {
  expect(await lookUp([six, four], true)).toEqual([six, four])
  expect(await lookUp([six, four], false)).toEqual(six)
})

it('a socket gets none of them when one is not public', async () => {
  for (const all of [true, false])
    await expect(lookUp([four, { address: '192.168.0.1', family: 4 }], all)).rejects.toBeInstanceOf(
      UnsafeUrlError,
    )
})
