import ipaddr from 'ipaddr.js'

type IPv4 = ReturnType<typeof ipaddr.IPv4.parse>
type IPv6 = ReturnType<typeof ipaddr.IPv6.parse>

/** Whether an IPv4 or IPv6 address, without brackets, is one that anybody on the internet could reach. */
export function isGlobalUnicast(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  return parsed.kind() === 'ipv4' ? isGlobal4(parsed as IPv4) : isGlobal6(parsed as IPv6)
}

const isGlobal4 = (address: IPv4) => address.range() === 'unicast'

function isGlobal6(address: IPv6): boolean {
  const carried = carriedIPv4(address)
  if (carried.length > 0) return carried.every(isGlobal4)
  // ipaddr.js calls the unassigned rest of the space "unicast" too; IANA has given out 2000::/3 alone.
  return address.range() === 'unicast' && (address.parts[0]! & 0xe000) === 0x2000
}

/** The IPv4 addresses to which a gateway or the kernel would hand on a packet for this IPv6 address. */
function carriedIPv4({ parts }: IPv6): IPv4[] {
  const at = (index: number, mask = 0) => {
    const [high, low] = [parts[index]! ^ mask, parts[index + 1]! ^ mask]
    return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff])
  }
  const startsWith = (...prefix: number[]) => prefix.every((part, index) => parts[index] === part)
  if (startsWith(0, 0, 0, 0, 0, 0xffff)) return [at(6)] // mapped, RFC 4291
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return [at(6)] // NAT64, RFC 6052
  if (startsWith(0x2002)) return [at(1)] // 6to4, RFC 3056
  if (startsWith(0x2001, 0)) return [at(2), at(6, 0xffff)] // Teredo, RFC 4380: server, then client inverted
  return []
}
