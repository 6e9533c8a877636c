import express, { type Request, type RequestHandler, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import { sendDocument } from '../send-document.ts';

/** The largest badge of any kind: a PNG. */
export const MAX_BADGE_BYTES = 8 * 1024 * 1024;
const MAX_TEXT_BYTES = 2 * 1024 * 1024;
const MAX_COMMAND_BYTES = 8 * 1024;

/** Bytes decide what they are; these types are those that people and wallets send. */
const MEDIA_TYPES = new Set([
  'application/jose',
  'application/json',
  'application/jwt',
  'application/ld+json',
  'application/octet-stream',
  'application/vc',
  'application/vc+jwt',
  'application/vc+ld+json',
  'application/vc+ld+jwt',
  // What curl says of any bytes when it is told nothing.
  'application/x-www-form-urlencoded',
  'application/xml',
  'image/png',
  'image/svg+xml',
  'text/plain',
]);

const UrlCommand = z.strictObject({ url: z.string().min(1).max(2048) });

/** Verification for machines: the bytes of a badge, or `{"url": …}`; the answer is the report. */
export function verificationRoutes(
  deps: Pick<WebDeps, 'verifyBytes' | 'verifyUrl'>,
  limits: Limits,
): Router {
  const router = Router();
  const readBody = express.raw({ type: () => true, limit: MAX_BADGE_BYTES, inflate: false });

  router.post(
    '/api/v1/verifications',
    limits.verifications,
    refuseOtherMedia,
    readBody,
    async (req, res) => {
      const bytes = bytesOf(req);
      const url = urlIn(bytes);
      const report = url === undefined ? await deps.verifyBytes(bytes) : await deps.verifyUrl(url);
      sendDocument(res, report, { type: 'application/json', cache: 'no-store' });
    },
  );

  return router;
}

const refuseOtherMedia: RequestHandler = (req, _res, next) => {
  const [type = '', ...parameters] = (req.get('content-type') ?? '').toLowerCase().split(';');
  if (type.trim() !== '' && !MEDIA_TYPES.has(type.trim())) {
    throw new BadgeError('unsupported_media', `No badge comes as ${type.slice(0, 60)}.`);
  }
  const charset = parameters.find((one) => one.trim().startsWith('charset='));
  if (charset && !/=\s*"?(utf-?8|us-ascii)"?\s*$/.test(charset)) {
    throw new BadgeError('unsupported_charset', 'Text comes as UTF-8.');
  }
  next();
};

function bytesOf(req: Request): Uint8Array {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body) || body.length === 0) {
    throw new BadgeError('empty_body', 'The body is empty.');
  }
  return checkSize(new Uint8Array(body.buffer, body.byteOffset, body.length));
}

/** Only a picture made of pixels may be large. @throws {BadgeError} `body_too_large` */
export function checkSize(bytes: Uint8Array): Uint8Array {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50;
  if (bytes.length > (isPng ? MAX_BADGE_BYTES : MAX_TEXT_BYTES)) {
    throw new BadgeError('body_too_large', 'More than 2 MiB of text, or 8 MiB of PNG.');
  }
  return bytes;
}

/** The address in `{"url": …}`; anything else is a badge, or nothing, for the verifier to say. */
function urlIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_COMMAND_BYTES || bytes[0] !== 0x7b) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  const names = Object.keys(value as object);
  return names.length === 1 && names[0] === 'url' ? parse(UrlCommand, value).url : undefined;
}
