import { describe, expect, it } from 'vitest'
import { checkUrl, UnsafeUrlError } from '../../../shared/security/safe-url.ts'

const refused = (url: string) => expect(() => checkUrl(url), url).toThrow(UnsafeUrlError)

describe('checkUrl', () => {
  it.each([
    'https://media.example.com/a.jpg',
    'https://media.example.com:443/a.jpg',
    'https://media.example.com./a.jpg',
    'https://8.8.8.8/a.jpg',
    'https://[2606:4700::6810:84e5]/a.jpg',
    'https://[2001:200::1]/a.jpg',
    'https://172.32.0.1/a.jpg',
    'https://[::ffff:8.8.8.8]/a.jpg',
    'https://[64:ff9b::808:808]/a.jpg',
    'https://bücher.example/a.jpg',
  ])('lets %s through', (url) => {
    expect(checkUrl(url).protocol).toBe('https:')
  })

  it.each([
    ['not a URL', '/a.jpg'],
    ['http', 'http://media.example.com/a.jpg'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:image/png;base64,AAAA'],
    ['ftp', 'ftp://media.example.com/a.jpg'],
    ['another port', 'https://media.example.com:8443/a.jpg'],
    ['a user', 'https://user@media.example.com/a.jpg'],
    ['a password', 'https://:secret@media.example.com/a.jpg'],
  ])('refuses %s', (_, url) => refused(url))

  it.each([
    ['loopback', '127.0.0.1', '127.255.0.1', '[::1]'],
    ['unspecified', '0.0.0.0', '0.1.2.3', '[::]'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '[fd00::1]', '[fc00::1]'],
    ['link-local', '169.254.1.1', '[fe80::1]', '[febf::1]'],
    ['metadata', '169.254.169.254', '169.254.170.2', '[fd00:ec2::254]'],
    ['carrier-grade NAT', '100.64.0.1', '100.127.255.255'],
    ['multicast', '224.0.0.1', '239.255.255.255', '[ff02::1]'],
    ['reserved', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    [
      'IPv6 outside 2000::/3',
      '[4000::1]',
      '[fec0::1]',
      '[100::1]',
      '[5f00::1]',
      '[::7f00:1]',
      '[::ffff:0:7f00:1]',
    ],
    ['IETF protocols', '[2001:1ff::1]', '[2001:2::1]'],
    ['AS112 and AMT', '192.31.196.1', '192.52.193.1', '192.175.48.1', '[2620:4f:8000::1]'],
    ['IPv6 documentation', '[2001:db8::1]', '[3fff::1]'],
    ['IPv4-mapped', '[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[0:0:0:0:0:ffff:10.0.0.1]'],
    ['NAT64', '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::808:808]'],
    ['6to4', '[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2002:c0a8:101::1]'],
    ['Teredo', '[2001:0:808:808::80ff:fffe]', '[2001:0:7f00:1::f7f7:f7f7]'],
    ['decimal forms', '2130706433', '2852039166', '0'],
    ['octal forms', '0177.0.0.1', '017700000001', '0251.0376.0251.0376'],
    ['hexadecimal forms', '0x7f.1', '0x7f000001', '0xa9fea9fe'],
    ['short forms', '127.1', '10.1', '127.0.0.1.'],
    ['wide digits', '１２７.0.0.1', '127。0。0。1'],
    ['local names', 'localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'printer.local', 'nas.home.arpa'],
    ['internal names', 'metadata.google.internal', 'internal', 'ip-10-0-0-1.ec2.internal.'],
    ['single labels', 'intranet', 'intranet.'],
  ])('refuses %s', (_, ...hosts) => {
    for (const host of hosts) refused(`https://${host}/a.jpg`)
  })

  it('says why, without the URL', () => {
    expect(() => checkUrl('https://127.0.0.1/a.jpg?token=secret')).toThrow(
      expect.objectContaining({ reason: 'The address is not a public one.' }),
    )
  })
})

describe('an exception', () => {
  const exceptions = { origins: ['http://127.0.0.1:3000/_local/media/'] }

  it('lets its folder through as it is', () => {
    expect(checkUrl('http://127.0.0.1:3000/_local/media/a.jpg?x=1', exceptions).port).toBe('3000')
  })

  it.each([
    'http://127.0.0.1:3000/_local/media',
    'http://127.0.0.1:3000/_local/media/../secrets',
    'http://127.0.0.1:3000/_local/media/%2e%2e/secrets',
    'http://127.0.0.1:3000/_local/mediaeval/a.jpg',
    'http://127.0.0.1:30000/_local/media/a.jpg',
    'https://127.0.0.1:3000/_local/media/a.jpg',
    'http://user@127.0.0.1:3000/_local/media/a.jpg',
    'http://127.0.0.1:3000@evil.example/_local/media/a.jpg',
    'http://localhost:3000/_local/media/a.jpg',
  ])('does not cover %s', (url) => {
    expect(() => checkUrl(url, exceptions)).toThrow(UnsafeUrlError)
  })

  it('without a closing slash is a folder all the same', () => {
    const origins = ['http://127.0.0.1:3000', 'http://127.0.0.1:4000/media']
    expect(checkUrl('http://127.0.0.1:3000/a.jpg', { origins }).pathname).toBe('/a.jpg')
    expect(() => checkUrl('http://127.0.0.1:30001/a.jpg', { origins })).toThrow(UnsafeUrlError)
    expect(() => checkUrl('http://127.0.0.1:4000/mediaeval', { origins })).toThrow(UnsafeUrlError)
  })
})
