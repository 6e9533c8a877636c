import express, { type Request, type RequestHandler, Router } from 'express';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { countKeys } from '../count-keys.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import { sendDocument } from '../send-document.ts';
import { VERIFICATION_LINK } from './verification-shapes.ts';

/** The largest badge of any kind: a picture made of pixels. */
export const MAX_BADGE_BYTES = 8 * 1024 * 1024;
const MAX_TEXT_BYTES = 2 * 1024 * 1024;
const MAX_COMMAND_BYTES = 16 * 1024;

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
  'image/jpeg',
  'image/png',
  'image/svg+xml',
  'image/webp',
  'text/plain',
]);

/** What a page of another site may read besides the body: how much it may still ask. */
const EXPOSED = 'RateLimit, RateLimit-Policy, Retry-After';

/** Verification for machines: the bytes of a badge, or `{"url": …}`; the answer is the report. */
export function verificationRoutes(
  deps: Pick<WebDeps, 'verifyBytes' | 'verifyUrl' | 'readJson' | 'origin'>,
  limits: Limits,
): Router {
  const router = Router();
  const readBody = express.raw({ type: () => true, limit: MAX_BADGE_BYTES, inflate: false });

  router.post(
    '/api/v1/verifications',
    exposeQuota,
    limits.verifications,
    refuseOtherMedia,
    readBody,
    async (req, res) => {
      const bytes = bytesOf(req);
      const url = urlIn(deps, bytes);
      await countKeys(limits, deps.origin, url ?? bytes, { req, res });
      const report = url === undefined ? await deps.verifyBytes(bytes) : await deps.verifyUrl(url);
      sendDocument(res, report, { type: 'application/json', cache: 'no-store' });
    },
  );

  return router;
}

const exposeQuota: RequestHandler = (_req, res, next) => {
  res.set({ 'Access-Control-Expose-Headers': EXPOSED, 'Cache-Control': 'no-store' });
  next();
};

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

/** How pictures made of pixels begin: PNG, JPEG, WebP. */
const PICTURE_STARTS = [
  [0x89, 0x50],
  [0xff, 0xd8],
  [0x52, 0x49],
];

/** Only a picture made of pixels may be large. @throws {BadgeError} `body_too_large` */
export function checkSize(bytes: Uint8Array): Uint8Array {
  const isPicture = PICTURE_STARTS.some(([one, two]) => bytes[0] === one && bytes[1] === two);
  if (bytes.length > (isPicture ? MAX_BADGE_BYTES : MAX_TEXT_BYTES)) {
    throw new BadgeError('body_too_large', 'More than 2 MiB of text, or 8 MiB of picture.');
  }
  return bytes;
}

/**
 * The address in `{"url": …}`. Anything else is a badge, or nothing, for the verifier to say; what
 * has a `url` and nothing that a credential has, is a wrong command.
 *
 * @throws {BadgeError} `request_invalid`
 */
function urlIn({ readJson }: Pick<WebDeps, 'readJson'>, bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_COMMAND_BYTES) return undefined;
  const value = jsonIn(readJson, bytes);
  if (typeof value !== 'object' || value === null || !('url' in value)) return undefined;
  if ('@context' in value || 'type' in value || 'recipient' in value) return undefined;
  return parse(VERIFICATION_LINK.schema, value).url;
}

/** `undefined` for what is no JSON: the verifier says what it is. */
function jsonIn(readJson: WebDeps['readJson'], bytes: Uint8Array): unknown {
  try {
    return readJson(bytes);
  } catch (error) {
    if (error instanceof BadgeError) return undefined;
    throw error;
  }
}
