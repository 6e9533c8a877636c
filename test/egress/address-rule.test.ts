import { describe, expect, test } from '@jest/globals';
import { checkOutsideUrl } from '../../src/domain/outside-url.ts';
import { isPublicAddress } from '../../src/egress/address-rule.ts';
import { codeOf } from './harness.ts';

const PRIVATE = [
  // Row 52 of the bad inputs: this machine, in IPv6.
  ['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::ffff:8.8.8.8'],
  // Row 53: translations and tunnels to IPv4, unique local, link local.
  ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', 'fd00:ec2::254', 'fe80::1'],
  // Row 54: metadata, carrier NAT, private, benchmarks, multicast, broadcast.
  ['169.254.169.254', '100.64.0.1', '10.0.0.1', '172.31.0.1', '192.168.1.1', '198.18.0.1'],
  ['224.0.0.1', '255.255.255.255', '240.0.0.1', '0.0.0.0', '0.1.2.3', '192.0.0.1', '192.0.2.1'],
  // Documentation, protocol assignments, discard, segment routing, multicast, a zone.
  ['2001:db8::1', '3fff::1', '2001:1ff::1', '100::1', '5f00::1', 'ff02::1', '2606:4700::1%eth0'],
  // Not addresses, though inet_aton would read some of them.
  ['', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', 'localhost', '8.8.8.8 ', '8.8.8.8/8'],
].flat();

const AT_HOME = [
  // Row 50 as URLs: the port does not hide where they lead.
  ['127.0.0.1', 'localhost:3000', 'localhost.', 'issuer.localhost', 'LOCALHOST'],
  // Names that are none of the public ones: nobody learns from us which of them exist (T07).
  ['intranet', 'intranet.', 'db.internal', 'printer.local', 'nas.lan', 'x.home.arpa', 'ad.corp'],
  // Row 51: other spellings of 127.0.0.1 and 0.0.0.0.
  ['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0', '127.0.0.1.', '127.0.0.1:22'],
  // Rows 52 and 53.
  ['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::1]:8443'],
  ['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001::1]', '[fd00:ec2::254]', '[fe80::1]'],
  // Row 54.
  ['169.254.169.254', '100.64.0.1', '10.0.0.1', '172.31.0.1', '192.168.1.1', '198.18.0.1'],
  ['224.0.0.1', '255.255.255.255'],
  // Row 55: digits and dots of other alphabets.
  ['①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1'],
].flat();

describe('isPublicAddress', () => {
  test.each(PRIVATE)('T01, T04: %p is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '2606:4700::1111', '2001:4860::8888'])(
    '%p is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('checkOutsideUrl', () => {
  const refusalOf = (url: string) => codeOf((async () => checkOutsideUrl(url))());

  test.each(AT_HOME)('rows 50 to 55: https://%s/ is blocked', async (host) => {
    expect(await refusalOf(`https://${host}/`)).toBe('egress_blocked');
  });

  test.each([
    ['http://issuer.test/', 'url_scheme'],
    ['ftp://issuer.test/', 'url_scheme'],
    ['file:///etc/passwd', 'url_scheme'],
    ['gopher://issuer.test/', 'url_scheme'],
    ['data:application/json,{}', 'url_scheme'],
    ['javascript:alert(1)', 'url_scheme'],
    ['https://a:b@issuer.test/', 'url_userinfo'],
    ['https://a@issuer.test/', 'url_userinfo'],
    ['https://issuer.test:22/', 'egress_port'],
    ['https://issuer.test:80/', 'egress_port'],
    ['https://8.8.8.8:8443/', 'egress_port'],
    ['issuer.test', 'url_invalid'],
    ['https://[::1/', 'url_invalid'],
    ['https://256.256.256.256/', 'url_invalid'],
    [`https://issuer.test/${'a'.repeat(2048)}`, 'url_invalid'],
  ])('rows 58 and 59: %p is refused with %s', async (url, code) => {
    expect(await refusalOf(url)).toBe(code);
  });

  test('keeps path and query, drops the fragment and the default port', () => {
    expect(checkOutsideUrl('https://issuer.test:443/a?b=c#d').href).toBe(
      'https://issuer.test/a?b=c',
    );
    expect(checkOutsideUrl('https://[2606:4700::1111]/').hostname).toBe('[2606:4700::1111]');
  });
});

/** Addresses on both sides of where a network that is set aside may begin or end. */
function addresses(): string[] {
  const edges = [0, 1, 2, 16, 18, 19, 20, 31, 32, 48, 51, 63, 64, 88, 99, 100, 113, 127, 128];
  const numbers = [...edges, 129, 168, 169, 175, 193, 196, 254, 255];
  const firsts = Array.from({ length: 256 }, (_, first) => first);
  const inFull = [168, 192, 198, 203];
  const v4 = firsts.flatMap((first) =>
    numbers.flatMap((second) =>
      (inFull.includes(first) ? numbers : [0]).map((third) => `${first}.${second}.${third}.16`),
    ),
  );
  const groups = ['0', '1', '2', '3', '4', '10', '20', '4f', '1ff', '200', 'db8', 'db9', 'fff'];
  const v6 = ['64', '100', '1fff', '2000', '2001', '2002', '2003', '2620', '3ffe', '3fff', '4000']
    .concat('5f00', 'fc00', 'fe80', 'ff02')
    .flatMap((first) => [...groups, '1000'].map((second) => `${first}:${second}`))
    .flatMap((start) => ['0', '112', '7fff', '8000'].map((third) => `${start}:${third}::1`));
  return [...v4, ...v6, '::1', '::', '::ffff:808:808', '168.63.129.16', '168.63.129.15'];
}

// T01, T03: what a browser asks by an address is judged by the same rule as what a server dials.
test('an address in a URL is refused exactly when the server would not dial it', () => {
  const isRefused = (address: string) => {
    try {
      checkOutsideUrl(`https://${address.includes(':') ? `[${address}]` : address}/`);
      return false;
    } catch {
      return true;
    }
  };
  const all = addresses();
  expect(all.length).toBeGreaterThan(5000);
  expect(all.filter((address) => isRefused(address) === isPublicAddress(address))).toEqual([]);
});
