import express, { type Request, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';

const MAX_COMMAND_BYTES = 8 * 1024;

const Wanted = z.strictObject({
  url: z.string().min(1).max(2048),
  /** A badge may be a picture, or a page that says where it is. */
  kind: z.enum(['document', 'badge']).default('document'),
});

/**
 * Fetches a public document for a verifier that runs in a browser which may not read it: the bytes
 * as they came, for those who check them themselves. Nothing is kept, and nothing of who asks is sent.
 */
export function documentRoutes(
  deps: Pick<WebDeps, 'fetchDocument' | 'readJson'>,
  limits: Limits,
): Router {
  const router = Router();
  const readBody = express.raw({ type: () => true, limit: MAX_COMMAND_BYTES, inflate: false });

  router.post('/api/v1/documents', limits.verifications, readBody, async (req, res) => {
    const { url, kind } = parse(Wanted, deps.readJson(bytesOf(req)));
    const fetched = await deps.fetchDocument(url, kind);
    res.set({
      'Cache-Control': 'no-store',
      // Whatever a stranger wrote stays bytes: it is never shown as a page of ours.
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Content-Disposition': 'attachment',
      'Content-Location': fetched.url,
      'X-Document-Type': fetched.contentType,
    });
    res.setHeader('Content-Type', 'application/octet-stream');
    res.send(Buffer.from(fetched.bytes));
  });

  return router;
}

function bytesOf(req: Request): Uint8Array {
  const body: unknown = req.body;
  if (Buffer.isBuffer(body) && body.length > 0) return new Uint8Array(body);
  throw new BadgeError('empty_body', 'The body is empty.');
}
