import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { askCorrection, MOST_OF_REQUEST } from '../../../usecases/backpack/ask-correction.ts';
import { openStory } from '../../../usecases/backpack/open-story.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { type AskState, askCorrectionView, MISTAKES } from '../../views/learner/ask-correction.ts';
import { entryHref } from '../../views/learner/backpack-hrefs.ts';

/** Browsers send a line's end as two signs and count it as one. */
const Said = z.preprocess(
  (text) => (typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : text),
  z.string().trim().min(1).max(MOST_OF_REQUEST),
);
const AskForm = z.strictObject({ mistake: z.enum(MISTAKES), text: Said });

type Asked = Request<{ awardId: string }>;

/** A learner tells the centre that something is wrong in a badge. */
export function askCorrectionRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const address = '/backpack/badges/:awardId/correction';

  async function sendForm(req: Asked, res: Response, state: AskState = {}): Promise<void> {
    const story = await openStory(deps, learnerVisitOf(res).actor, req.params.awardId);
    sendPage(req, res, 'ask-correction', (words) => askCorrectionView(words, story, state));
  }

  router.get(address, room.open, (req: Asked, res: Response) => sendForm(req, res));

  router.post(address, room.open, room.form, async (req: Asked, res: Response) => {
    const words = wordsFor(req);
    const form = checkForm(words, AskForm, req.body);
    if (!form.ok) {
      const typed = typedOf(req.body);
      return sendForm(req, res.status(422), { typed, errors: form.errors });
    }
    const { awardId } = req.params;
    // The kind stands above their words: a person reads both.
    const text = `${words.t(`ask.${form.value.mistake}`)}\n${form.value.text}`;
    await askCorrection(deps, learnerVisitOf(res).actor, { awardId, text });
    res.redirect(303, `${entryHref(awardId)}?done=asked`);
  });

  return router;
}
