import { type Request, Router } from 'express';
import * as z from 'zod';
import { FILE_FORMATS } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { SHARE_DAYS } from '../../domain/link.ts';
import { parse } from '../../domain/parse.ts';
import { answerAward } from '../../usecases/backpack/answer-award.ts';
import { learnerOfLink } from '../../usecases/backpack/backpack-link.ts';
import { openBackpack, openEntry } from '../../usecases/backpack/open-backpack.ts';
import { shareBadge, withdrawShare } from '../../usecases/backpack/share-badge.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { backpackView } from '../views/backpack.ts';
import { sharedView } from '../views/shared.ts';
import { readForm } from './forms.ts';

const AnswerForm = z.strictObject({ answer: z.enum(['accepted', 'declined']) });
const ShareForm = z.strictObject({
  days: z.coerce.number().pipe(z.literal([...SHARE_DAYS])),
  label: z.string().trim().max(80).default(''),
});

/** A learner's badges, behind a link that only they have. */
export function backpackRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/backpack/:token', limits.wrongLinks, async (req, res) => {
    const backpack = await openBackpack(deps, await learnerOfLink(deps, req.params.token));
    const place = { base: baseOf(req), now: deps.now() };
    sendPage(req, res, 'backpack', (words) => backpackView(words, backpack, place));
  });

  router.get('/backpack/:token/badges/:awardId/:format', limits.wrongLinks, async (req, res) => {
    const learner = await learnerOfLink(deps, req.params.token);
    const format = FILE_FORMATS.find((one) => one === req.params.format);
    if (!format) throw new BadgeError('not_found', 'No such format.');
    const { credential } = await openEntry(deps, learner, req.params.awardId);
    const file = await deps.file(credential.id, format);
    res.attachment(file.name);
    res.setHeader('Content-Type', file.mediaType);
    res.send(Buffer.from(file.bytes));
  });

  router.post(
    '/backpack/:token/badges/:awardId/answer',
    limits.wrongLinks,
    readForm,
    async (req, res) => {
      const learner = await learnerOfLink(deps, req.params.token);
      const { answer } = parse(AnswerForm, req.body ?? {}, 'form_invalid');
      await answerAward(deps, learner, { awardId: req.params.awardId, answer });
      res.redirect(303, baseOf(req));
    },
  );

  /** The secret of a new share is kept as a hash alone, so it is shown in this answer or never. */
  router.post(
    '/backpack/:token/badges/:awardId/shares',
    limits.wrongLinks,
    readForm,
    async (req, res) => {
      const learner = await learnerOfLink(deps, req.params.token);
      const form = parse(ShareForm, req.body ?? {}, 'form_invalid');
      const made = await shareBadge(deps, learner, { awardId: req.params.awardId, ...form });
      const addresses = { link: `${deps.origin}/s/${made.secret}`, back: baseOf(req) };
      sendPage(req, res.status(201), 'shared', (words) => sharedView(words, made.share, addresses));
    },
  );

  router.post('/backpack/:token/shares/:shareId/withdraw', limits.wrongLinks, async (req, res) => {
    const learner = await learnerOfLink(deps, req.params.token);
    await withdrawShare(deps, learner, req.params.shareId);
    res.redirect(303, baseOf(req));
  });

  return router;
}

function baseOf({ params }: Pick<Request<{ token: string }>, 'params'>): string {
  return `/backpack/${encodeURIComponent(params.token)}`;
}
