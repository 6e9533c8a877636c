import express, { Router } from 'express';
import { BadgeError } from '../../domain/errors.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import { checkSize, MAX_BADGE_BYTES } from '../api/verifications.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { refusalOf, STATUS_OF } from '../problem.ts';
import { type FormParts, readFormData } from '../read-form-data.ts';
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
      const report = await verifyForm(deps, await readFormData(req, MAX_FIELDS));
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

async function verifyForm(deps: Deps, { fields, file }: FormParts): Promise<VerificationReport> {
  const text = textIn(fields, 'text');
  const link = textIn(fields, 'link');
  const given = [file, text, link].filter((one) => one !== undefined);
  if (given.length === 0) throw new BadgeError('empty_body', 'Nothing was given.');
  if (given.length > 1) throw new BadgeError('form_invalid', 'More than one badge was given.');
  if (link !== undefined) return deps.verifyUrl(link.slice(0, 2048));
  return deps.verifyBytes(checkSize(file ?? new TextEncoder().encode(text)));
}

function textIn(fields: FormParts['fields'], name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
