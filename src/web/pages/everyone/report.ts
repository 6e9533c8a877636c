import express, { Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import {
  findReported,
  holdsKey,
  type Reported,
  reportPage,
} from '../../../usecases/backpack/report-page.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import { beforeAny, type Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { onlySeen } from '../../plain-text.ts';
import { LEAST_TEXT, MOST_TEXT, reportSentView, reportView } from '../../views/everyone/report.ts';
import { reportLetter } from '../../views/letters.ts';

const ReportForm = z.strictObject({
  about: z.string().trim().min(1).max(2000),
  // Browsers send two signs for the end of a line and count one.
  text: z
    .string()
    .transform((text) => onlySeen(text.replace(/\r\n?/g, '\n')).trim())
    .pipe(z.string().min(LEAST_TEXT).max(MOST_TEXT)),
});

/** Long enough for a text that is far too long: it is given back, to be shortened. */
const readReport = beforeAny(
  express.urlencoded({ extended: false, limit: 128 * 1024, parameterLimit: 10, inflate: false }),
);

/** What is wrong with a public page, told to who issued it; by anyone, without an account. */
export function reportRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  // What is tried out here counts as it does at its own page.
  const countWrong: Middleware = (req, res, next) => {
    const address = req.method === 'POST' ? typedOf(req.body)['about'] : req.query['about'];
    const isKey = holdsKey(deps.origin, textOf(address));
    return (isKey ? limits.keyGuesses : limits.wrongLinks)(req, res, next);
  };

  router.get('/report', countWrong, async (req, res) => {
    if (req.query['done'] === 'sent') return sendPage(req, res, 'report', reportSentView);
    const address = textOf(req.query['about']);
    const reported = await reportedAt(deps, address);
    const status = address !== '' && !reported ? 404 : 200;
    sendPage(req, res.status(status), 'report', (words) =>
      reportView(words, { address, reported }),
    );
  });

  router.post('/report', limits.reports, readReport, countWrong, async (req, res) => {
    const words = wordsFor(req);
    const form = checkForm(words, ReportForm, req.body);
    const typed = typedOf(req.body);
    const address = textOf(typed['about']);
    const reported = await reportedAt(deps, address);
    if (form.ok && reported) {
      await reportPage(deps, { address, text: form.value.text }, reportLetter(deps.origin));
      return res.redirect(303, '/report?done=sent');
    }
    const errors = form.ok ? {} : form.errors;
    const status = address !== '' && !reported ? 404 : 422;
    sendPage(req, res.status(status), 'report', () =>
      reportView(words, { address, reported }, { typed, errors }),
    );
  });

  return router;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

async function reportedAt(deps: WebDeps, address: string): Promise<Reported | undefined> {
  if (address === '' || address.length > 2000 || address.includes('\0')) return undefined;
  try {
    return await findReported(deps, address);
  } catch (error) {
    if (error instanceof BadgeError && error.code === 'not_found') return undefined;
    throw error;
  }
}
