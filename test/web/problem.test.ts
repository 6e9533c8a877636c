import { expect, test } from '@jest/globals';
import { BadgeError, ERROR_CODES } from '../../src/domain/errors.ts';
import { problemOf, refusalOf } from '../../src/web/problem.ts';
import { STATUS_OF } from '../../src/web/status-of.ts';

const CONTEXT = { origin: 'https://issuer.test', requestId: 'abc', title: 'Non.' };

/** Nobody's input leads to these: the machine, its disk, its clock or its keys do. */
const OURS = [
  'clock_suspect',
  'configuration_refused',
  'credential_not_sound',
  'mail_failed',
  'master_key_exposed',
  'master_key_missing',
  'master_key_wrong',
  'origin_changed',
  'schema_newer',
  'storage_full',
  'storage_unavailable',
];

test('no input gives a 5xx (DESIGN section 6): only the service’s own trouble does', () => {
  const fives = ERROR_CODES.filter((code) => STATUS_OF[code] >= 500);
  expect(fives.sort()).toEqual(OURS);
  for (const code of ERROR_CODES) expect(STATUS_OF[code]).toBeGreaterThanOrEqual(400);
});

test('a refusal becomes a problem with its code and issues (RFC 9457)', () => {
  const issues = [{ path: '/url', message: 'too long' }];
  const refusal = new BadgeError('request_invalid', 'Bad url.', { issues });
  expect(problemOf(refusal, CONTEXT)).toEqual({
    type: 'https://issuer.test/problems/request_invalid',
    title: 'Non.',
    status: 400,
    detail: 'Bad url.',
    code: 'request_invalid',
    instance: 'urn:uuid:abc',
    issues,
  });
});

test('a fault becomes a bare 500', () => {
  for (const fault of [new Error('Léa'), 'text', undefined, { status: 500 }, { status: 'x' }]) {
    expect(refusalOf(fault)).toBeUndefined();
  }
  expect(JSON.stringify(problemOf(undefined, CONTEXT))).not.toContain('Léa');
});

test.each([
  [{ status: 413, type: 'entity.too.large' }, 'body_too_large'],
  [{ status: 413, type: 'parameters.too.many' }, 'body_too_large'],
  [{ status: 415, type: 'encoding.unsupported' }, 'unsupported_media'],
  [{ status: 400, type: 'request.aborted' }, 'request_invalid'],
  [Object.assign(new URIError('x'), { status: 400 }), 'request_invalid'],
])('what the router refuses by itself has a code: %p', (error, code) => {
  expect(refusalOf(error)?.code).toBe(code);
});
