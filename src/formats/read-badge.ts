import { BadgeError } from '../domain/errors.ts';
import { decodeUtf8, utf8 } from './bytes.ts';
import { looksLikeJws } from './jws.ts';
import { type UnbakeDeps, unbakePng } from './png.ts';
import { type QrTextDeps, readQrText } from './qr-text.ts';
import { looksLikeLink, recogniseFormat } from './recognise.ts';
import { type JsonValue, parseStrictJson } from './strict-json.ts';
import { unbakeSvg } from './svg.ts';

/** What a file carried: a JSON value, the text of a compact JWS, or where to look for one. */
export interface CarriedBadge {
  format: 'json' | 'jwt' | 'png' | 'svg' | 'qr';
  credential?: JsonValue;
  jwt?: string;
  /** An address on the web: nothing was fetched. */
  link?: string;
  warnings: string[];
}

export interface ReadBadgeDeps extends UnbakeDeps, QrTextDeps {
  /** The text of the QR code that a picture shows; `undefined` when it shows none. */
  readonly readQr: (picture: Uint8Array) => Promise<string | undefined>;
}

/** The most bytes that anything but a picture may have. */
const MAX_TEXT_BYTES = 2 * 1024 * 1024;

/**
 * Takes the credential out of whatever carries it: JSON, a compact JWS, a baked PNG or SVG, the text
 * of a QR code or a picture of one. An address is handed back as it is. Recognised by its bytes; a
 * name or a media type is not believed.
 *
 * @throws {BadgeError} `empty_body`, `body_too_large`, `unsupported_media`, and those of the formats
 */
export async function readBadge(bytes: Uint8Array, deps: ReadBadgeDeps): Promise<CarriedBadge> {
  if (bytes.length === 0) throw new BadgeError('empty_body', 'There is nothing to read.');
  const format = recogniseFormat(bytes);
  if (format === 'png') return readPng(bytes, deps);
  if (format === 'picture') return readPicture(bytes, deps);
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new BadgeError('body_too_large', 'More than 2 MiB.', { params: { limit: 2 } });
  }
  const text = decodeUtf8(bytes).trim();
  switch (format) {
    case 'svg': {
      const { text: carried, version, warnings } = unbakeSvg(text);
      const read = version === 2 ? readOldText : readText;
      return { ...read(carried.trim()), format, warnings };
    }
    case 'jws':
      return { format: 'jwt', jwt: text, warnings: [] };
    case 'json':
    case 'link':
      return { ...readText(text), format: 'json', warnings: [] };
    case 'qr':
      return { ...readText(await readQrText(text, deps)), format, warnings: [] };
    default:
      if (text === '') throw new BadgeError('empty_body', 'There is nothing to read.');
      throw new BadgeError('unsupported_media', 'Neither JSON, JWS, PNG nor SVG.');
  }
}

/** What is baked in counts; a picture with nothing inside may show a code. */
async function readPng(bytes: Uint8Array, deps: ReadBadgeDeps): Promise<CarriedBadge> {
  try {
    const { text, keyword, warnings } = await unbakePng(bytes, deps);
    const read = keyword === 'openbadges' ? readOldText : readText;
    return { ...read(text.trim()), format: 'png', warnings };
  } catch (error) {
    if (!(error instanceof BadgeError) || error.code !== 'no_credential_in_image') throw error;
  }
  return readPicture(bytes, deps);
}

async function readPicture(bytes: Uint8Array, deps: ReadBadgeDeps): Promise<CarriedBadge> {
  const shown = (await deps.readQr(bytes))?.trim();
  if (shown === undefined) {
    throw new BadgeError('no_credential_in_image', 'Nothing is baked in, and no code is seen.');
  }
  const format = recogniseFormat(utf8(shown));
  if (format === undefined || format === 'svg') {
    throw new BadgeError('no_credential_in_image', 'The code in the picture holds no badge.');
  }
  const text = format === 'qr' ? await readQrText(shown, deps) : shown;
  return { ...readText(text), format: 'qr', warnings: [] };
}

function readText(text: string): Pick<CarriedBadge, 'credential' | 'jwt' | 'link'> {
  if (looksLikeLink(text)) return { link: text };
  if (looksLikeJws(text)) return { jwt: text };
  const value = parseStrictJson(text);
  // Some write a token as a JSON text.
  return typeof value === 'string' && looksLikeJws(value) ? { jwt: value } : { credential: value };
}

/**
 * Before 3.0 a picture may carry no more than where its assertion is hosted: as good as an assertion
 * that says nothing else.
 */
function readOldText(text: string): Pick<CarriedBadge, 'credential' | 'jwt' | 'link'> {
  const { link, ...carried } = readText(text);
  if (link === undefined) return carried;
  return {
    credential: { type: 'Assertion', id: link, verification: { type: 'HostedBadge' } },
  };
}
