import { BlockList, isIP } from 'node:net'

/** Whether an IPv4 or IPv6 address, without brackets, is one that anybody on the internet could reach. */
export function isGlobalUnicast(address: string): boolean {
  const version = isIP(address)
  if (version === 0 || address.includes('%')) return false
  return version === 4 ? isGlobal4(address) : isGlobal6(address)
}

const isGlobal4 = (address: string) => !special().check(address, 'ipv4')

function isGlobal6(address: string): boolean {
  const parts = partsOf(address)
  const carried = carriedIPv4(parts)
  if (carried.length > 0) return carried.every(isGlobal4)
  // IANA has given out 2000::/3 alone.
  return (parts[0]! & 0xe000) === 0x2000 && !special().check(address, 'ipv6')
}

// What IANA's registries of special-purpose addresses hold, and multicast; of IPv6 within 2000::/3. Checked 2026-11-29.
const ranges = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24',
  '203.0.113.0/24 224.0.0.0/3 2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20',
]

let listed: BlockList | undefined

/** Listed at the first question: it would take 5 ms of each start. */
const special = (): BlockList => {
  if (listed) return listed
  listed = new BlockList()
  for (const range of ranges.flatMap((line) => line.split(' '))) {
    const [net = '', prefix] = range.split('/')
    listed.addSubnet(net, Number(prefix), isIP(net) === 4 ? 'ipv4' : 'ipv6')
  }
  return listed
}

/** The eight parts of an IPv6 address, however it is written. */
function partsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const words = (text: string) =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16))
  if (tail === undefined) return words(head)
  const [left, right] = [words(head), words(tail)]
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

/** The IPv4 addresses to which a gateway or the kernel would hand on a packet for this IPv6 address. */
function carriedIPv4(parts: number[]): string[] {
  const at = (index: number, mask = 0) =>
    [parts[index]! ^ mask, parts[index + 1]! ^ mask].flatMap((part) => [part >> 8, part & 0xff]).join('.')
  const startsWith = (...prefix: number[]) => prefix.every((part, index) => parts[index] === part)
  if (startsWith(0, 0, 0, 0, 0, 0xffff)) return [at(6)] // mapped, RFC 4291
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return [at(6)] // NAT64, RFC 6052
  if (startsWith(0x2002)) return [at(1)] // 6to4, RFC 3056
  if (startsWith(0x2001, 0)) return [at(2), at(6, 0xffff)] // Teredo, RFC 4380: server, then client inverted
  return []
}
