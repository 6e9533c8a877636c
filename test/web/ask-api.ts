import { randomUUID } from 'node:crypto';
import { API_SCOPES, type ApiScope } from '../../src/domain/api-token.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { newApiToken } from '../../src/usecases/operations/api-tokens.ts';
import { OPERATOR } from '../harness.ts';
import type { TestWeb } from './start-web.ts';

/** The secret of a fresh token of a profile: with every scope unless told. */
export async function tokenOf(
  { service }: TestWeb,
  profile: Profile,
  scopes: readonly ApiScope[] = API_SCOPES,
  days?: number,
): Promise<string> {
  const text = { name: 'Site', scopes: [...scopes], ...(days ? { days } : {}) };
  return (await newApiToken(service, OPERATOR, profile.id, text)).secret;
}

interface Asked {
  readonly bearer: string;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  /** A fresh one unless told. */
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

/** Asks as a program does: with its token, and a key for what it writes. */
export async function askApi(
  web: TestWeb,
  method: string,
  path: string,
  { bearer, body, key = randomUUID(), headers = {} }: Asked,
): Promise<Response> {
  const isWrite = method === 'POST';
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  return web.fetch(path, {
    method,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(isWrite ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
      ...headers,
    },
    ...(isWrite ? { body: text } : {}),
  });
}
