import type { RequestListener, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { buildConnector } from 'undici';
import { ACCEPT, codeOf, JSON_TYPE, openEgress, openRemote } from './harness.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const URL_ASKED = 'https://issuer.test/did.json';
const MEBIBYTE = 1024 * 1024;

async function getFrom(listener: RequestListener, accept = ACCEPT.accept, timeoutMs = 3000) {
  const remote = await openRemote(listener);
  closers.push(remote.close);
  const session = openEgress(remote, { timeoutMs }).session();
  return await session.get(URL_ASKED, { accept, why: 'test' });
}

/** Writes for as long as the other side listens. */
function pour(res: ServerResponse, chunk: Buffer): void {
  if (res.destroyed) return;
  if (res.write(chunk)) setImmediate(pour, res, chunk);
  else res.once('drain', () => pour(res, chunk));
}

describe('what is sent', () => {
  test('T01, T05: a plain GET without cookie, credential or trace of who asks', async () => {
    let sent: unknown;
    await getFrom((req, res) => {
      sent = [req.method, req.headers];
      res.writeHead(200, JSON_TYPE).end('{}');
    });
    expect(sent).toEqual([
      'GET',
      {
        host: 'issuer.test',
        connection: 'close',
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'Ecusson (Open Badges verifier)',
      },
    ]);
  });
});

describe('a remote that takes its time', () => {
  test('T06, row 60: one that never answers', async () => {
    expect(await codeOf(getFrom(() => undefined, '*/*', 500))).toBe('remote_timeout');
  });

  test('T06, row 60: one that sends byte after byte', async () => {
    let timer: NodeJS.Timeout | undefined;
    const drip: RequestListener = (_req, res) => {
      res.writeHead(200, JSON_TYPE);
      timer = setInterval(() => res.write(' '), 5);
    };
    expect(await codeOf(getFrom(drip, '*/*', 500))).toBe('remote_timeout');
    clearInterval(timer);
  });

  test('T06: one that announces and announces', async () => {
    let timer: NodeJS.Timeout | undefined;
    const announce: RequestListener = (_req, res) => {
      timer = setInterval(() => res.writeProcessing(), 5);
    };
    expect(await codeOf(getFrom(announce, '*/*', 500))).toBe('remote_timeout');
    clearInterval(timer);
  });

  test('T07: a connection that is refused, dropped or closed gives one answer', async () => {
    const refused: buildConnector.connector = (_options, callback) =>
      callback(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), null);
    const dropped: buildConnector.connector = () => undefined;
    const unnamed = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const gets = [
      openEgress({ connect: refused }).session().get(URL_ASKED, ACCEPT),
      openEgress({ connect: dropped }, { timeoutMs: 100 }).session().get(URL_ASKED, ACCEPT),
      openEgress({ connect: refused }, { resolve: unnamed }).session().get(URL_ASKED, ACCEPT),
      getFrom((req) => req.socket.destroy()),
    ];
    const said = gets.map((got) => got.catch(({ code, message }) => `${code}: ${message}`));
    expect(new Set(await Promise.all(said))).toEqual(
      new Set(['remote_unreachable: The host could not be reached.']),
    );
  });

  test('T07: the operator hears which it was, and of nobody', async () => {
    const refused: buildConnector.connector = (_options, callback) =>
      callback(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), null);
    const heard: unknown[] = [];
    const log = (...line: unknown[]) => void heard.push(line);
    await codeOf(openEgress({ connect: refused }, { log }).session().get(URL_ASKED, ACCEPT));
    expect(heard).toEqual([
      ['debug', 'egress_refused', { code: 'remote_unreachable', cause: 'ECONNREFUSED' }],
    ]);
  });

  test('a name that does not resolve, or not in time', async () => {
    const nowhere = { connect: () => undefined };
    const codes = [
      () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
      () => Promise.resolve([]),
      () => new Promise<never>(() => undefined),
    ].map((resolve) =>
      codeOf(openEgress(nowhere, { resolve, timeoutMs: 100 }).session().get(URL_ASKED, ACCEPT)),
    );
    expect(await Promise.all(codes)).toEqual(Array(3).fill('remote_unreachable'));
  });
});

describe('a remote that says too much', () => {
  test('row 61: exactly 1 MiB is read', async () => {
    const fetched = await getFrom((_req, res) => {
      res.writeHead(200, JSON_TYPE).end(Buffer.alloc(MEBIBYTE, ' '));
    });
    expect(fetched.bytes).toHaveLength(MEBIBYTE);
  });

  test('row 61: one byte more is not', async () => {
    const listener: RequestListener = (_req, res) => {
      res.writeHead(200, { ...JSON_TYPE, 'transfer-encoding': 'chunked' });
      res.end(Buffer.alloc(MEBIBYTE + 1, ' '));
    };
    expect(await codeOf(getFrom(listener))).toBe('remote_too_large');
  });

  test('row 61: a body without end', async () => {
    const listener: RequestListener = (_req, res) => {
      pour(res.writeHead(200, JSON_TYPE), Buffer.alloc(65_536, ' '));
    };
    expect(await codeOf(getFrom(listener))).toBe('remote_too_large');
  });

  test('row 61: a length that lies upwards is refused unread', async () => {
    const listener: RequestListener = (_req, res) => {
      res.writeHead(200, { ...JSON_TYPE, 'content-length': 50 * MEBIBYTE }).write('{}');
    };
    expect(await codeOf(getFrom(listener))).toBe('remote_too_large');
  });

  test('row 61: a length that lies downwards: nothing beyond it is read', async () => {
    const fetched = await getFrom((req) => {
      const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n';
      req.socket.end(`${head}{}${' '.repeat(1000)}`);
    });
    expect(fetched.bytes).toEqual(Uint8Array.from([0x7b, 0x7d]));
  });

  test('headers without end', async () => {
    const listener: RequestListener = (req) => {
      req.socket.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}\r\n`);
    };
    expect(await codeOf(getFrom(listener))).toBe('remote_too_large');
  });

  test.each(['gzip', 'br', 'identity, gzip', Array(1000).fill('gzip').join(', ')])(
    'T05, row 62: a body encoded %p is refused unread',
    async (encoding) => {
      const listener: RequestListener = (_req, res) => {
        res.writeHead(200, { ...JSON_TYPE, 'content-encoding': encoding }).end('x');
      };
      expect(await codeOf(getFrom(listener))).toBe('remote_encoding');
    },
  );
});

describe('what a remote answers', () => {
  test.each([
    [204, 'remote_bad_response'],
    [206, 'remote_bad_response'],
    [304, 'remote_bad_response'],
    [403, 'remote_bad_response'],
    [404, 'remote_not_found'],
    [410, 'remote_gone'],
    [429, 'remote_unavailable'],
    [500, 'remote_unavailable'],
  ])('row 63: status %d is %s', async (status, code) => {
    const listener: RequestListener = (_req, res) => void res.writeHead(status, JSON_TYPE).end();
    expect(await codeOf(getFrom(listener))).toBe(code);
  });

  test('row 63: an empty document, and one that is not HTTP', async () => {
    const empty: RequestListener = (_req, res) => void res.writeHead(200, JSON_TYPE).end();
    expect(await codeOf(getFrom(empty))).toBe('remote_bad_response');
    const babble: RequestListener = (req) => void req.socket.end('SSH-2.0-babble\r\n\r\n');
    expect(await codeOf(getFrom(babble))).toBe('remote_bad_response');
  });

  test.each([
    ['application/json; charset=utf-8', 'application/json'],
    ['Application/DID+LD+JSON', 'application/did+ld+json'],
    ['application/vc+jwt', 'application/vc+jwt'],
    ['application/jwt', 'application/jwt'],
    ['application/jose', 'application/jose'],
    ['application/vc', 'application/vc'],
    ['text/plain', 'text/plain'],
  ])('%p is a document, told as %p', async (sent, told) => {
    const listener: RequestListener = (_req, res) => {
      res.writeHead(200, { 'content-type': sent }).end('{}');
    };
    expect((await getFrom(listener)).contentType).toBe(told);
  });

  test.each([
    ['text/html', '*/*'],
    ['application/octet-stream', 'application/octet-stream'],
    ['application/jsonp', 'application/json'],
    ['image/png', 'application/json'],
    ['image/png', '*/*'],
    ['image/svg+xml', 'image/png'],
    ['image/jpeg', 'image/png, application/json'],
    ['image/webp', '*/*'],
    ['image/gif', 'image/gif'],
    ['', 'application/json'],
  ])('row 63: %p is refused to who accepts %p', async (sent, accept) => {
    const listener: RequestListener = (_req, res) => {
      res.writeHead(200, sent === '' ? {} : { 'content-type': sent }).end('{}');
    };
    expect(await codeOf(getFrom(listener, accept))).toBe('remote_content_type');
  });

  test('a page comes to who asks for one by name, and of a long one the beginning', async () => {
    const accept = 'application/json, text/html;q=0.5';
    const page: RequestListener = (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>');
    };
    const short = await getFrom(page, accept);
    expect(short.contentType).toBe('text/html');
    expect(Buffer.from(short.bytes).toString()).toBe('<title>');
    const endless: RequestListener = (_req, res) => {
      pour(res.writeHead(200, { 'content-type': 'text/html' }), Buffer.alloc(10_000, 'x'));
    };
    expect((await getFrom(endless, accept)).bytes).toHaveLength(256 * 1024);
    const empty: RequestListener = (_req, res) =>
      void res.writeHead(200, { 'content-type': 'text/html' }).end();
    expect(await codeOf(getFrom(empty, accept))).toBe('remote_bad_response');
    const packed: RequestListener = (_req, res) =>
      void res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('x');
    expect(await codeOf(getFrom(packed, accept))).toBe('remote_encoding');
  });

  test.each(['image/png', 'image/svg+xml', 'image/jpeg', 'image/webp'])(
    '%p comes to who asks for it',
    async (type) => {
      const listener: RequestListener = (_req, res) => {
        res.writeHead(200, { 'content-type': type }).end('picture');
      };
      const fetched = await getFrom(listener, `application/json, ${type};q=0.9, text/plain`);
      expect(fetched.contentType).toBe(type);
    },
  );
});
