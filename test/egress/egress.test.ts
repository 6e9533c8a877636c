import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  ACCEPT,
  answers,
  codeOf,
  openEgress,
  openRemote,
  PUBLIC,
  type Remote,
  redirecting,
  sayOk,
} from './harness.ts';

const open: Remote[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((remote) => remote.close()));
});

async function remoteWith(listener: RequestListener): Promise<Remote> {
  const remote = await openRemote(listener);
  open.push(remote);
  return remote;
}

describe('where a request may go', () => {
  test.each([
    'https://127.0.0.1/.well-known/did.json',
    'https://localhost:3000/.well-known/did.json',
    'https://localhost./.well-known/did.json',
    'https://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
  ])('T01: %s never reaches a server', async (url) => {
    const canary = await remoteWith(sayOk);
    const session = openEgress(canary).session();
    expect(await codeOf(session.get(url, ACCEPT))).toBe('egress_blocked');
    expect(canary.dialled).toEqual([]);
    expect(session.contacted).toEqual([]);
  });

  test.each([
    [['127.0.0.1']],
    [['::1']],
    [[PUBLIC, '10.0.0.1']],
    [['10.0.0.1', PUBLIC]],
    [[PUBLIC, '::ffff:10.0.0.1']],
    [[PUBLIC, '64:ff9b::a00:1']],
  ])(
    'T02, T07, row 56: a name that resolves to %p is not there, like one that does not exist',
    async (addresses) => {
      const canary = await remoteWith(sayOk);
      const egress = openEgress(canary, { resolve: async () => answers(...addresses) });
      const nowhere = openEgress(canary, { resolve: async () => [] });
      const [said, expected] = await Promise.all(
        [egress.session(), nowhere.session()].map(async (session) => {
          const refusal = await session
            .get('https://issuer.test/', ACCEPT)
            .catch(({ code, message }) => `${code}: ${message}`);
          return { refusal, contacted: session.contacted };
        }),
      );
      expect(said).toEqual(expected);
      expect(said?.refusal).toBe('remote_unreachable: The host could not be reached.');
      expect(canary.dialled).toEqual([]);
    },
  );

  test('T07: the operator hears that a name led within', async () => {
    const heard: unknown[] = [];
    const egress = openEgress(await remoteWith(sayOk), {
      resolve: async () => answers('10.0.0.1'),
      log: (...line) => void heard.push(line),
    });
    await codeOf(egress.session().get('https://issuer.test/', ACCEPT));
    expect(heard).toEqual([
      ['debug', 'egress_refused', { code: 'remote_unreachable', cause: 'egress_blocked' }],
    ]);
  });

  test('T02, row 56: the address that was checked is dialled; a later answer is checked again', async () => {
    const remote = await remoteWith(sayOk);
    const turns = [answers(PUBLIC), answers('127.0.0.1')];
    const egress = openEgress(remote, { resolve: async () => turns.shift() ?? [] });
    await egress.session().get('https://issuer.test/a', ACCEPT);
    expect(turns).toHaveLength(1);
    const second = egress.session().get('https://issuer.test/b', ACCEPT);
    expect(await codeOf(second)).toBe('remote_unreachable');
    expect(remote.dialled).toEqual([PUBLIC]);
  });

  test('an address that does not answer gives way to one of the other family', async () => {
    const remote = await remoteWith(sayOk);
    const dialled: string[] = [];
    const egress = openEgress(
      {
        connect: (options, callback) => {
          dialled.push(options.hostname);
          if (options.hostname.includes(':')) return remote.connect(options, callback);
          callback(Object.assign(new Error('no route'), { code: 'ENETUNREACH' }), null);
        },
      },
      { resolve: async () => answers('2606:4700::1', '2606:4700::2', PUBLIC, '8.8.8.8') },
    );
    await egress.session().get('https://issuer.test/', ACCEPT);
    expect(dialled).toEqual([PUBLIC, '2606:4700::1']);
  });

  test('what TLS says of one address outweighs that another is out of reach', async () => {
    const egress = openEgress(
      {
        connect: ({ hostname }, callback) => {
          const code = hostname === PUBLIC ? 'ENETUNREACH' : 'CERT_HAS_EXPIRED';
          callback(Object.assign(new Error(code), { code }), null);
        },
      },
      { resolve: async () => answers(PUBLIC, '2606:4700::1') },
    );
    expect(await codeOf(egress.session().get('https://issuer.test/', ACCEPT))).toBe('remote_tls');
  });

  test('a public literal is dialled without asking the resolver', async () => {
    const remote = await remoteWith(sayOk);
    const egress = openEgress(remote, { resolve: async () => answers('127.0.0.1') });
    await egress.session().get('https://[2606:4700::1111]/', ACCEPT);
    expect(remote.dialled).toEqual(['2606:4700::1111']);
  });
});

describe('redirects', () => {
  test.each([
    ['http://issuer.test/', 'egress_scheme'],
    ['file:///etc/passwd', 'egress_scheme'],
    ['https://169.254.169.254/latest/', 'egress_blocked'],
    ['https://inside.test/', 'remote_unreachable'],
    ['https://issuer.test:8443/', 'egress_port'],
    ['https://a:b@issuer.test/', 'url_userinfo'],
    ['/start', 'egress_redirects'],
    ['https://[', 'remote_bad_response'],
    [undefined, 'remote_bad_response'],
  ])('T03, row 57: a redirect to %p is refused with %s', async (location, code) => {
    const remote = await remoteWith(redirecting({ '/start': location }));
    const egress = openEgress(remote, {
      resolve: async (name) => answers(name === 'inside.test' ? '10.0.0.1' : PUBLIC),
    });
    expect(await codeOf(egress.session().get('https://issuer.test/start', ACCEPT))).toBe(code);
    expect(new Set(remote.asked)).toEqual(new Set(['issuer.test/start']));
  });

  test('two are followed, to another host too, and every host is named as contacted', async () => {
    const remote = await remoteWith(
      redirecting({ '/1': '/2', '/2': 'https://other.test/end?x=1#part' }),
    );
    const session = openEgress(remote).session();
    const fetched = await session.get('https://issuer.test/1', ACCEPT);
    expect(fetched.url).toBe('https://other.test/end?x=1');
    expect(session.contacted).toEqual([
      { url: 'https://issuer.test/1', why: 'test', ms: 0 },
      { url: 'https://issuer.test/2', why: 'test', ms: 0 },
      { url: 'https://other.test/end?x=1', why: 'test', ms: 0 },
    ]);
  });

  test('row 57: the third is not', async () => {
    const remote = await remoteWith(redirecting({ '/1': '/2', '/2': '/3', '/3': '/4' }));
    const got = openEgress(remote).session().get('https://issuer.test/1', ACCEPT);
    expect(await codeOf(got)).toBe('egress_redirects');
    expect(remote.asked).not.toContain('issuer.test/4');
  });
});
