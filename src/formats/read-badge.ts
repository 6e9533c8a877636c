import { BadgeError } from '../domain/errors.ts';
import { decodeUtf8 } from './bytes.ts';
import { looksLikeJws } from './jws.ts';
import { type UnbakeDeps, unbakePng } from './png.ts';
import { recogniseFormat } from './recognise.ts';
import { type JsonValue, parseStrictJson } from './strict-json.ts';
import { unbakeSvg } from './svg.ts';

/** What a file carried: a JSON value, or the text of a compact JWS. */
export interface CarriedBadge {
  format: 'json' | 'jwt' | 'png' | 'svg';
  credential?: JsonValue;
  jwt?: string;
  warnings: string[];
}

/** The most bytes that anything but a picture may have. */
const MAX_TEXT_BYTES = 2 * 1024 * 1024;

/**
 * Takes the credential out of whatever carries it: JSON, a compact JWS, a baked PNG or SVG.
 * Recognised by its bytes; a name or a media type is not believed.
 *
 * @throws {BadgeError} `empty_body`, `body_too_large`, `unsupported_media`, and those of the formats
 */
export async function readBadge(bytes: Uint8Array, deps: UnbakeDeps): Promise<CarriedBadge> {
  if (bytes.length === 0) throw new BadgeError('empty_body', 'There is nothing to read.');
  const format = recogniseFormat(bytes);
  if (format === 'png') {
    const { text, warnings } = await unbakePng(bytes, deps);
    return { ...readText(text.trim()), format, warnings };
  }
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new BadgeError('body_too_large', 'More than 2 MiB.', { params: { limit: 2 } });
  }
  const text = decodeUtf8(bytes).trim();
  if (format === 'svg') {
    const unbaked = unbakeSvg(text);
    return { ...readText(unbaked.text.trim()), format, warnings: unbaked.warnings };
  }
  if (format === 'jws') return { format: 'jwt', jwt: text, warnings: [] };
  if (format === 'json') return { ...readText(text), format, warnings: [] };
  if (text === '') throw new BadgeError('empty_body', 'There is nothing to read.');
  throw new BadgeError('unsupported_media', 'Neither JSON, JWS, PNG nor SVG.');
}

function readText(text: string): Pick<CarriedBadge, 'credential' | 'jwt'> {
  return looksLikeJws(text) ? { jwt: text } : { credential: parseStrictJson(text) };
}
