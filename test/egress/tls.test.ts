import { createServer } from 'node:https';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildConnector } from 'undici';
import { selfSigned } from './certificate.ts';
import { ACCEPT, codeOf, listen, openEgress, sayOk, shut } from './harness.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const URL_ASKED = 'https://issuer.test/did.json';

describe('TLS', () => {
  const { key, cert } = selfSigned('issuer.test');

  /** Egress that trusts the test's certificate, or only the usual authorities. */
  async function openTls(ca?: string) {
    const server = createServer({ key, cert }, sayOk);
    const port = await listen(server);
    closers.push(() => shut(server));
    const dial = buildConnector(ca === undefined ? {} : { ca });
    return openEgress({
      connect: (options, callback) =>
        dial({ ...options, hostname: '127.0.0.1', port: String(port) }, callback),
    }).session();
  }

  test('the certificate is held against the name, though an address is dialled', async () => {
    const session = await openTls(cert);
    expect((await session.get(URL_ASKED, ACCEPT)).bytes).toHaveLength(2);
  });

  test('row 60: self-signed', async () => {
    expect(await codeOf((await openTls()).get(URL_ASKED, ACCEPT))).toBe('remote_tls');
  });

  test.each(['https://other.test/', 'https://8.8.8.8/'])(
    'row 60: a certificate that is not for %s',
    async (url) => {
      expect(await codeOf((await openTls(cert)).get(url, ACCEPT))).toBe('remote_tls');
    },
  );
});
