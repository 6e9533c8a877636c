import { Router } from 'express';
import * as z from 'zod';
import { FILE_FORMATS } from '../../../domain/award.ts';
import { BadgeError } from '../../../domain/errors.ts';
import { parse } from '../../../domain/parse.ts';
import { answerAward, keepAwards } from '../../../usecases/backpack/answer-award.ts';
import { openEntry } from '../../../usecases/backpack/open-backpack.ts';
import { openGallery } from '../../../usecases/backpack/open-gallery.ts';
import { isToAnswerAgain } from '../../../usecases/people/consent.ts';
import { boxes } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { backpackView } from '../../views/learner/backpack.ts';
import { backpackAwayView } from '../../views/learner/backpack-away.ts';

const AnswerForm = z.strictObject({ answer: z.enum(['accepted', 'declined']) });
const KeepAllForm = z.strictObject({ awardIds: boxes(z.array(z.string().max(100)).max(300)) });

/** A learner's badges, in a session that their card opened. */
export function backpackRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack', room.open, async (req, res) => {
    const { actor, learner } = learnerVisitOf(res);
    const [gallery, isToAnswer] = await Promise.all([
      openGallery(deps, actor),
      isToAnswerAgain(deps, learner),
    ]);
    const now = { done: req.query['done'], isToAnswer };
    sendPage(req, res, 'backpack', (words) => backpackView(words, gallery, now));
  });

  router.get('/backpack/away', room.open, async (req, res) => {
    const gallery = await openGallery(deps, learnerVisitOf(res).actor);
    sendPage(req, res, 'backpack-away', (words) =>
      backpackAwayView(words, gallery, deps.now(), req.query['done']),
    );
  });

  router.post('/backpack/answers', room.open, room.form, async (req, res) => {
    const { actor } = learnerVisitOf(res);
    // Those that the page showed: what arrived since then is answered by itself.
    const { awardIds } = parse(KeepAllForm, req.body ?? {}, 'form_invalid');
    await keepAwards(deps, actor, awardIds);
    res.redirect(303, '/backpack?done=kept-all');
  });

  router.post('/backpack/badges/:awardId/answer', room.open, room.form, async (req, res) => {
    const { answer } = parse(AnswerForm, req.body ?? {}, 'form_invalid');
    const { awardId } = req.params;
    const { actor } = learnerVisitOf(res);
    // Of two answers the first counts: the page says what stands.
    const stands = await answerAward(deps, actor, { awardId, answer });
    const done = stands === 'accepted' ? 'kept' : 'declined';
    res.redirect(303, `/backpack?done=${done}`);
  });

  return router;
}

/** The badge in every form that it is handed out in. To stand after the other pages of a badge, whose addresses are as long. */
export function backpackFileRoutes(deps: WebDeps): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack/badges/:awardId/:format', room.open, async (req, res) => {
    const format = FILE_FORMATS.find((one) => one === req.params.format);
    if (!format) throw new BadgeError('not_found', 'No such format.');
    const { credential } = await openEntry(deps, learnerVisitOf(res).actor, req.params.awardId);
    const file = await deps.file(credential.id, format);
    res.attachment(file.name);
    res.setHeader('Content-Type', file.mediaType);
    res.send(Buffer.from(file.bytes));
  });

  return router;
}
