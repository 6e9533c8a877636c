import { type Request, type Response, Router } from 'express';
import { BadgeError } from '../../domain/errors.ts';
import { openShareToPrint, openToPrint } from '../../usecases/backpack/print.ts';
import { secretsOf } from '../../usecases/backpack/share-secrets.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../learner-room.ts';
import type { Limits } from '../limits.ts';
import { certificateSheet, interviewSheet, paperSheet, sharedCertificate } from '../views/paper.ts';

type AskedBadge = Request<{ awardId: string }>;
type AskedShare = Request<{ shareId: string }>;

/** A learner's badges on paper: the badge itself, a certificate, a sheet for an interview. */
export function paperRoutes(deps: WebDeps, limits: Limits): Router {
  const router = Router();
  const room = [createLearnerRoom(deps).open, limits.attestations];
  const issuedTo = (res: Response) => ({
    profile: learnerVisitOf(res).profile,
    origin: deps.origin,
    now: deps.now(),
  });
  /** A badge with its picture, and the link that holds it whole. */
  const printed = async (req: AskedBadge, res: Response) => {
    const entry = await openToPrint(deps, learnerVisitOf(res).actor, req.params.awardId);
    const picture = await deps.picture(entry.achievement);
    return { pictured: { entry, picture }, link: await deps.linkOfWhole(entry.credential.text) };
  };

  router.get(
    '/backpack/badges/:awardId/paper.pdf',
    room,
    async (req: AskedBadge, res: Response) => {
      const words = wordsFor(req);
      const { pictured, link } = await printed(req, res);
      const sheet = paperSheet(words, pictured, issuedTo(res), link);
      sendPdf(res, words.t('paper.file'), await deps.drawPaper(sheet));
    },
  );

  router.get(
    '/backpack/badges/:awardId/certificate.pdf',
    room,
    async (req: AskedBadge, res: Response) => {
      const words = wordsFor(req);
      const { pictured, link } = await printed(req, res);
      const sheet = certificateSheet(words, pictured, issuedTo(res), link);
      sendPdf(res, words.t('certificate.file'), await deps.drawCertificate(sheet));
    },
  );

  router.get(
    '/backpack/shares/:shareId/certificate.pdf',
    room,
    async (req: AskedShare, res: Response) => {
      const words = wordsFor(req);
      const shared = await openShareToPrint(deps, learnerVisitOf(res).actor, req.params.shareId);
      const own = shared.badges.flatMap((one) => (one.kind === 'own' ? [one.entry] : []));
      // Of a badge of elsewhere this centre certifies nothing.
      if (own.length === 0) throw new BadgeError('not_found', 'No badge of this service.');
      const pictured = await Promise.all(
        own.map(async (entry) => ({ entry, picture: await deps.picture(entry.achievement) })),
      );
      const secrets = secretsOf(deps, shared.share);
      const sheet = sharedCertificate(words, shared, pictured, issuedTo(res), secrets);
      sendPdf(res, words.t('certificate.file'), await deps.drawCertificate(sheet));
    },
  );

  router.get(
    '/backpack/shares/:shareId/sheet.pdf',
    room,
    async (req: AskedShare, res: Response) => {
      const words = wordsFor(req);
      const shared = await openShareToPrint(deps, learnerVisitOf(res).actor, req.params.shareId);
      const sheet = interviewSheet(words, shared, issuedTo(res), secretsOf(deps, shared.share));
      sendPdf(res, words.t('interview.file'), await deps.drawInterview(sheet));
    },
  );

  return router;
}

/** Shown by the browser, which prints it; a phone cannot do it the other way round. */
function sendPdf(res: Response, name: string, bytes: Uint8Array): void {
  res.set('Content-Disposition', `inline; filename="${name}"`);
  res.type('application/pdf').send(Buffer.from(bytes));
}
