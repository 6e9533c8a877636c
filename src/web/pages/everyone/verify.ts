import express, { type Request, type Response, Router } from 'express';
import { isGenuine } from '../../../domain/verification.ts';
import { replacedBy } from '../../../usecases/verification/replaced-by.ts';
import { MAX_BADGE_BYTES } from '../../api/verifications.ts';
import { countKeys } from '../../count-keys.ts';
import type { WebDeps } from '../../deps.ts';
import { type GivenBadge, verifyGiven } from '../../given-badge.ts';
import { languageOf } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import type { SendPage } from '../../pages.ts';
import { refusalOf } from '../../problem.ts';
import { readFormData } from '../../read-form-data.ts';
import { STATUS_OF } from '../../status-of.ts';
import { attestationSheet } from '../../views/everyone/attestation.ts';
import { replacedView } from '../../views/verifier/replaced.ts';
import { type ReplacedView, verdictView } from '../../views/verifier/verdict.ts';
import { verifyView } from '../../views/verifier/verify.ts';
import { verifyAboutView } from '../../views/verifier/verify-about.ts';
import { type Words, wordsOf } from '../../words.ts';

type Deps = Pick<
  WebDeps,
  | 'store'
  | 'verifyBytes'
  | 'verifyUrl'
  | 'carriedText'
  | 'linkOfWhole'
  | 'drawAttestation'
  | 'sha256Hex'
  | 'origin'
  | 'now'
>;

/** What the form adds around a badge: its boundaries, its names and a link. */
const FORM_BYTES = 64 * 1024;
/** The form has a few fields; taking thousands apart would keep everyone else waiting. */
const MAX_FIELDS = 8;

/** A badge and not only where one is: an object, or a compact token. */
const WHOLE = /^(\{|[\w-]+\.[\w-]+\.[\w-]+$)/;

/** Verification for people: a file, a text or a link; works without JavaScript. */
export function verifyRoutes(deps: Deps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const readBody = express.raw({
    type: () => true,
    limit: MAX_BADGE_BYTES + FORM_BYTES,
    inflate: false,
  });

  router.get('/verify', (req, res) => sendPage(req, res, 'verify', (words) => verifyView(words)));

  router.get('/verify/about', (req, res) =>
    sendPage(req, res, 'verify-about', (words) => verifyAboutView(words, deps.origin)),
  );

  router.post('/verify', limits.verifications, readBody, (req, res) =>
    answerWith(deps, sendPage, limits, { req, res }, async (given) => {
      const replacement = await replacedBy(deps.store, given.report);
      sendPage(req, res, 'verify', (words) => {
        const replaced = replacedView(words, given.report, replacement, deps.origin);
        const verdict = viewOf(deps, words, given, replaced);
        return verifyView(words, { verdict, replaced });
      });
    }),
  );

  router.post('/verify/attestation', limits.attestations, readBody, (req, res) =>
    answerWith(deps, sendPage, limits, { req, res }, async (given) => {
      const words = wordsOf(languageOf(req));
      const carried = await carriedBy(deps, given);
      const sheet = attestationSheet(words, viewOf(deps, words, given), { ...deps, carried });
      res.set('Content-Disposition', `attachment; filename="${words.t('attestation.file')}"`);
      res.type('application/pdf').send(Buffer.from(await deps.drawAttestation(sheet)));
    }),
  );

  return router;
}

/** Verifies what the form holds; what cannot be read is said on the page of the form. */
async function answerWith(
  deps: Deps,
  sendPage: SendPage,
  limits: Limits,
  { req, res }: { readonly req: Request; readonly res: Response },
  answer: (given: GivenBadge) => Promise<void>,
): Promise<void> {
  res.set('Cache-Control', 'no-store');
  try {
    const form = await readFormData(req, MAX_FIELDS);
    const count = (given: Uint8Array | string) =>
      countKeys(limits, deps.origin, given, { req, res });
    await answer(await verifyGiven(deps, form, count));
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    res.status(STATUS_OF[refusal.code]);
    sendPage(req, res, 'verify', (words) =>
      verifyView(words, { problem: words.error(refusal.code, refusal.params) }),
    );
  }
}

function viewOf(
  { origin, now }: Deps,
  words: Words,
  { report, held, asked }: GivenBadge,
  replaced?: ReplacedView,
) {
  const context = { now: now(), replaced, ...(held && { held }), ...(asked && { asked }) };
  return verdictView(words, report, origin, context);
}

/** The badge as a link to print; of one that is not shown to be authentic, none. */
async function carriedBy(deps: Deps, { report, held }: GivenBadge): Promise<string | undefined> {
  if (!isGenuine(report.checks)) return undefined;
  if (held?.name === 'text' && WHOLE.test(held.value)) return deps.linkOfWhole(held.value);
  const { credential } = report;
  return credential['proof'] ? deps.linkOfWhole(JSON.stringify(credential)) : undefined;
}
