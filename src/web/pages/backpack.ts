import { Router } from 'express';
import * as z from 'zod';
import { FILE_FORMATS } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { SHARE_DAYS } from '../../domain/share.ts';
import { answerAward } from '../../usecases/backpack/answer-award.ts';
import { openBackpack, openEntry } from '../../usecases/backpack/open-backpack.ts';
import { openShareOf, withdrawShare } from '../../usecases/backpack/shares.ts';
import type { WebDeps } from '../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../learner-room.ts';
import type { SendPage } from '../pages.ts';
import { backpackView } from '../views/backpack.ts';
import { sharedView } from '../views/shared.ts';

const AnswerForm = z.strictObject({ answer: z.enum(['accepted', 'declined']) });
const ShareForm = z.strictObject({
  days: z.coerce.number().pipe(z.literal([...SHARE_DAYS])),
  label: z.string().trim().max(80).default(''),
});

/** A learner's badges, in a session that their card opened. */
export function backpackRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack', room.open, async (req, res) => {
    const { actor } = learnerVisitOf(res);
    const backpack = await openBackpack(deps, actor);
    const place = { base: '/backpack', now: deps.now() };
    sendPage(req, res, 'backpack', (words) => backpackView(words, backpack, place));
  });

  router.get('/backpack/badges/:awardId/:format', room.open, async (req, res) => {
    const format = FILE_FORMATS.find((one) => one === req.params.format);
    if (!format) throw new BadgeError('not_found', 'No such format.');
    const { credential } = await openEntry(deps, learnerVisitOf(res).actor, req.params.awardId);
    const file = await deps.file(credential.id, format);
    res.attachment(file.name);
    res.setHeader('Content-Type', file.mediaType);
    res.send(Buffer.from(file.bytes));
  });

  router.post('/backpack/badges/:awardId/answer', room.open, room.form, async (req, res) => {
    const { answer } = parse(AnswerForm, req.body ?? {}, 'form_invalid');
    await answerAward(deps, learnerVisitOf(res).actor, { awardId: req.params.awardId, answer });
    res.redirect(303, '/backpack');
  });

  router.post('/backpack/badges/:awardId/shares', room.open, room.form, async (req, res) => {
    const { actor } = learnerVisitOf(res);
    const form = parse(ShareForm, req.body ?? {}, 'form_invalid');
    const made = await openShareOf(deps, actor, { entryIds: [req.params.awardId], ...form });
    const addresses = { link: `${deps.origin}/s/${made.token}`, back: '/backpack' };
    sendPage(req, res.status(201), 'shared', (words) => sharedView(words, made.share, addresses));
  });

  router.post('/backpack/shares/:shareId/withdraw', room.open, room.form, async (req, res) => {
    await withdrawShare(deps, learnerVisitOf(res).actor, req.params.shareId);
    res.redirect(303, '/backpack');
  });

  return router;
}
