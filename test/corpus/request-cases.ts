import { utf8 } from '../../src/formats/bytes.ts';
import { badge, signed } from '../usecases/other-issuer.ts';
import { type Case, refused, verified } from './case.ts';
import { ISSUER_ONLINE } from './json-cases.ts';

/** Rows 110 to 123, as far as anyone may ask: requests that are wrong in themselves. */
export async function requestCases(): Promise<Case[]> {
  const good = JSON.stringify(await signed(badge()));
  const form = 'application/x-www-form-urlencoded';
  const ask = (row: string, what: string, path: string, rest: Partial<Case>): Case => ({
    row,
    what,
    path,
    body: '',
    expect: { status: 404 },
    ...rest,
  });
  // Long, as browsers write it: the platform's own reader also looks for it without its dashes.
  const boundary = '----corpus7f3a9c1e5b2d';
  const part = (name: string, file: string | undefined, text: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n${text}\r\n`;
  const multipart = (parts: string) => ({
    type: `multipart/form-data; boundary=${boundary}`,
    body: `${parts}--${boundary}--\r\n`,
    internet: ISSUER_ONLINE,
  });
  return [
    ask('111', 'an operator as an address', '/sign-in', {
      type: form,
      body: 'email[$ne]=',
      expect: { status: 422 },
    }),
    ask('113', 'from another site', '/sign-in', {
      type: form,
      body: 'email=a@b.test',
      headers: { origin: 'https://evil.test' },
      expect: { status: 403, code: 'request_refused' },
    }),
    ask('113', 'from another site, as the browser says', '/sign-in', {
      type: form,
      body: 'email=a@b.test',
      headers: { 'sec-fetch-site': 'cross-site' },
      expect: { status: 403, code: 'request_refused' },
    }),
    ask('121', 'two files', '/verify', {
      ...multipart(part('file', 'a.json', good) + part('file', 'b.json', good)),
      expect: { status: 400 },
    }),
    ask('121', 'ten thousand fields', '/verify', {
      ...multipart(part('x', undefined, '1').repeat(10_000)),
      expect: { status: 400 },
    }),
    ask('121', 'a path as a file name', '/verify', {
      ...multipart(part('file', '../../x', good)),
      expect: { status: 200 },
    }),
    ask('121', 'no media type', '/api/v1/verifications', {
      type: '',
      body: good,
      internet: ISSUER_ONLINE,
      expect: verified(),
    }),
    ask('122', 'TRACE-like method', '/verify', { method: 'PUT', expect: { status: 405 } }),
    ask('122', 'NUL in a path', '/%00', { method: 'GET', expect: { status: 400 } }),
    ask('122', 'a path upwards', '/..%2f..%2fetc/passwd', {
      method: 'GET',
      expect: { status: 404 },
    }),
    ask('122', 'a header of 20 kB', '/verify', {
      method: 'GET',
      headers: { 'x-long': 'a'.repeat(20_000) },
      expect: { status: 431 },
    }),
    ask('122', 'an address of 20 kB', `/verify?${'a'.repeat(20_000)}`, {
      method: 'GET',
      expect: { status: 431 },
    }),
    ask('own', 'a body that says it is compressed', '/api/v1/verifications', {
      body: utf8(good),
      headers: { 'content-encoding': 'gzip' },
      expect: { status: 415 },
    }),
    ask('own', 'the link of nothing', '/api/v1/verifications', {
      body: '{"url":""}',
      expect: refused(400, 'request_invalid'),
    }),
    ask('own', 'a link that is a number', '/api/v1/verifications', {
      body: '{"url":7}',
      expect: { status: 400 },
    }),
  ];
}
