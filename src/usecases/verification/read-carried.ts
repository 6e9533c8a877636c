import { BadgeError } from '../../domain/errors.ts';
import { isJson } from '../../domain/loose-json.ts';
import type { Json, ReadJwt, Verification } from './tools.ts';

/** A credential, and the token that carried it when one did. */
export interface Carried {
  readonly credential: Json;
  readonly jwt?: ReadJwt;
}

const COMPACT_JWS = /^\s*[\w-]+\.[\w-]+\.[\w-]+\s*$/;

/**
 * A credential out of what an address gave: a JSON object, or a compact JWT, bare or as a JSON text.
 *
 * @throws {BadgeError} `remote_bad_response`, `invalid_utf8`, `json_…`, `jws_…`
 */
export function readCarried({ tools }: Pick<Verification, 'tools'>, bytes: Uint8Array): Carried {
  const text = new TextDecoder().decode(bytes);
  const value = COMPACT_JWS.test(text) ? text.trim() : tools.parseJson(bytes);
  if (isJson(value)) return { credential: value };
  if (typeof value !== 'string') throw new BadgeError('remote_bad_response', 'Not a credential.');
  const jwt = tools.readJwt(value);
  return { credential: jwt.credential, jwt };
}
