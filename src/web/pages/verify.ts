import express, { type Request, Router } from 'express';
import { BadgeError } from '../../domain/errors.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import { checkSize, MAX_BADGE_BYTES } from '../api/verifications.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { refusalOf, STATUS_OF } from '../problem.ts';
import { verdictView } from '../views/verdict.ts';
import { verifyView } from '../views/verify.ts';

type Deps = Pick<WebDeps, 'verifyBytes' | 'verifyUrl' | 'origin'>;

/** What the form adds around a badge: its boundaries, its names and a link. */
const FORM_BYTES = 64 * 1024;

/** Verification for people: a file, a text or a link; works without JavaScript. */
export function verifyRoutes(deps: Deps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const readBody = express.raw({
    type: () => true,
    limit: MAX_BADGE_BYTES + FORM_BYTES,
    inflate: false,
  });

  router.get('/verify', (req, res) => sendPage(req, res, 'verify', (words) => verifyView(words)));

  router.post('/verify', limits.verifications, readBody, async (req, res) => {
    res.set('Cache-Control', 'no-store');
    try {
      const report = await verifyForm(deps, await readForm(req));
      sendPage(req, res, 'verify', (words) =>
        verifyView(words, { verdict: verdictView(words, report, deps.origin) }),
      );
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      res.status(STATUS_OF[refusal.code]);
      sendPage(req, res, 'verify', (words) =>
        verifyView(words, { problem: words.error(refusal.code, refusal.params) }),
      );
    }
  });

  return router;
}

/** The form has three fields; taking thousands apart would keep everyone else waiting. */
const MAX_FIELDS = 8;
/** As browsers write it: what is counted must be what is taken apart. */
const MULTIPART = /^multipart\/form-data;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1$/i;
const URLENCODED = /^application\/x-www-form-urlencoded(;\s*charset=utf-8)?$/i;

/** @throws {BadgeError} `form_invalid`, `body_too_large` */
async function readForm(req: Request): Promise<FormData> {
  const type = req.get('content-type') ?? '';
  const body: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  const boundary = MULTIPART.exec(type)?.[2];
  if (boundary === undefined && !URLENCODED.test(type)) {
    throw new BadgeError('form_invalid', 'The body is not a form.');
  }
  if (boundary === undefined) checkSize(body);
  if (count(body, boundary === undefined ? '&' : `--${boundary}`) > MAX_FIELDS) {
    throw new BadgeError('form_invalid', 'The form has more fields than ours.');
  }
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new BadgeError('form_invalid', 'The body is not a form.', { cause });
  }
}

/** How often a mark stands in bytes, as far as one more than the most that is allowed. */
function count(bytes: Buffer, mark: string): number {
  let found = 0;
  let at = bytes.indexOf(mark);
  while (at !== -1 && found <= MAX_FIELDS) {
    found++;
    at = bytes.indexOf(mark, at + mark.length);
  }
  return found;
}

async function verifyForm(deps: Deps, form: FormData): Promise<VerificationReport> {
  const file = await fileIn(form);
  const text = textIn(form, 'text');
  const link = textIn(form, 'link');
  const given = [file, text, link].filter((one) => one !== undefined);
  if (given.length === 0) throw new BadgeError('empty_body', 'Nothing was given.');
  if (given.length > 1) throw new BadgeError('form_invalid', 'More than one badge was given.');
  if (link !== undefined) return deps.verifyUrl(link.slice(0, 2048));
  return deps.verifyBytes(checkSize(file ?? new TextEncoder().encode(text)));
}

/** The one file; a field that was left empty is sent as a file of no bytes. */
async function fileIn(form: FormData): Promise<Uint8Array | undefined> {
  const files = form.getAll('file').filter((one) => typeof one !== 'string' && one.size > 0);
  const [file] = files;
  if (files.length > 1) throw new BadgeError('form_invalid', 'More than one file was given.');
  if (file === undefined || typeof file === 'string') return undefined;
  return new Uint8Array(await file.arrayBuffer());
}

function textIn(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
