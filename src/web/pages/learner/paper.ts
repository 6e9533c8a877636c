import { type Request, type Response, Router } from 'express';
import { BadgeError } from '../../../domain/errors.ts';
import type { BackpackEntry } from '../../../usecases/backpack/open-backpack.ts';
import { openShareToPrint, openToPrint } from '../../../usecases/backpack/print.ts';
import { secretsOf } from '../../../usecases/backpack/share-secrets.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import { certificateSheet, paperSheet } from '../../views/learner/paper.ts';
import { interviewSheet, sharedCertificate } from '../../views/learner/paper-of-share.ts';

type AskedBadge = Request<{ awardId: string }>;
type AskedShare = Request<{ shareId: string }>;

/** A learner's badges on paper: the badge itself, a certificate, a sheet for an interview. */
export function paperRoutes(deps: WebDeps, limits: Limits): Router {
  const router = Router();
  const room = [createLearnerRoom(deps).open, limits.attestations];
  const badge = '/backpack/badges/:awardId';
  const share = '/backpack/shares/:shareId';

  router.get(`${badge}/paper.pdf`, room, async (req: AskedBadge, res: Response) => {
    const words = wordsFor(req);
    const { pictured, issued, link } = await badgeOf(deps, req, res);
    const sheet = paperSheet(words, pictured, issued, link);
    sendPdf(res, words.t('paper.file'), await deps.drawPaper(sheet));
  });

  router.get(`${badge}/certificate.pdf`, room, async (req: AskedBadge, res: Response) => {
    const words = wordsFor(req);
    const { pictured, issued, link } = await badgeOf(deps, req, res);
    const sheet = certificateSheet(words, pictured, issued, link);
    sendPdf(res, words.t('certificate.file'), await deps.drawCertificate(sheet));
  });

  router.get(`${share}/certificate.pdf`, room, async (req: AskedShare, res: Response) => {
    const words = wordsFor(req);
    const { shared, issued, secrets } = await shareOf(deps, req, res);
    const own = shared.badges.flatMap((one) => (one.kind === 'own' ? [one.entry] : []));
    // Of a badge of elsewhere this centre certifies nothing.
    if (own.length === 0) throw new BadgeError('not_found', 'No badge of this service.');
    const pictured = await Promise.all(own.map((entry) => withPicture(deps, entry)));
    const sheet = sharedCertificate(words, shared, pictured, issued, secrets);
    sendPdf(res, words.t('certificate.file'), await deps.drawCertificate(sheet));
  });

  router.get(`${share}/sheet.pdf`, room, async (req: AskedShare, res: Response) => {
    const words = wordsFor(req);
    const { shared, issued, secrets } = await shareOf(deps, req, res);
    const sheet = interviewSheet(words, shared, issued, secrets);
    sendPdf(res, words.t('interview.file'), await deps.drawInterview(sheet));
  });

  return router;
}

/** A badge with its picture, and the link that holds it whole. */
async function badgeOf(deps: WebDeps, req: AskedBadge, res: Response) {
  const entry = await openToPrint(deps, learnerVisitOf(res).actor, req.params.awardId);
  return {
    pictured: await withPicture(deps, entry),
    issued: issuedTo(deps, res),
    link: await deps.linkOfWhole(entry.credential.text, 'sheet'),
  };
}

async function shareOf(deps: WebDeps, req: AskedShare, res: Response) {
  const shared = await openShareToPrint(deps, learnerVisitOf(res).actor, req.params.shareId);
  return { shared, issued: issuedTo(deps, res), secrets: secretsOf(deps, shared.share) };
}

async function withPicture({ picture }: Pick<WebDeps, 'picture'>, entry: BackpackEntry) {
  return { entry, picture: await picture(entry.achievement) };
}

function issuedTo({ origin, now }: Pick<WebDeps, 'origin' | 'now'>, res: Response) {
  return { profile: learnerVisitOf(res).profile, origin, now: now() };
}

/** Shown by the browser, which prints it; a phone cannot do it the other way round. */
function sendPdf(res: Response, name: string, bytes: Uint8Array): void {
  res.set('Content-Disposition', `inline; filename="${name}"`);
  res.type('application/pdf').send(Buffer.from(bytes));
}
