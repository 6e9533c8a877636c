import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { parse } from '../../../domain/parse.ts';
import { placeInCollections } from '../../../usecases/backpack/collections.ts';
import { MOST_OWN_WORDS, saveNote } from '../../../usecases/backpack/notes.ts';
import { openStory } from '../../../usecases/backpack/open-story.ts';
import { boxes, checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { entryHref } from '../../views/learner/backpack-hrefs.ts';
import type { StoryState } from '../../views/learner/backpack-own.ts';
import { backpackStoryView } from '../../views/learner/backpack-story.ts';

/** Browsers send a line's end as two signs and count it as one. */
const OneSignLines = z.preprocess(
  (text) => (typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : text),
  z.string().trim().max(MOST_OWN_WORDS),
);
const WordsForm = z.strictObject({ ownWords: OneSignLines });
const PlaceForm = z.strictObject({ place: z.enum(['away', 'shown']) });
const Ids = boxes(z.array(z.string().max(100)).max(300));
/** `seen`: those that it was in when the page was read. */
const CollectionsForm = z.strictObject({ collections: Ids, seen: Ids });

type Asked = Request<{ entryId: string }>;

/** One badge of a learner, and what they make of it. */
export function backpackStoryRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const form = [room.open, room.form];

  async function sendStory(req: Asked, res: Response, state: StoryState): Promise<void> {
    const story = await openStory(deps, learnerVisitOf(res).actor, req.params.entryId);
    sendPage(req, res, 'backpack-story', (words) => backpackStoryView(words, story, state));
  }

  router.get('/backpack/badges/:entryId', room.open, (req: Asked, res: Response) =>
    sendStory(req, res, { done: req.query['done'] }),
  );

  router.post('/backpack/badges/:entryId/words', form, async (req: Asked, res: Response) => {
    const words = wordsFor(req);
    const checked = checkForm(words, WordsForm, req.body);
    if (!checked.ok) {
      const ownWords = words.t('story.wordsLong', { max: MOST_OWN_WORDS });
      return sendStory(req, res.status(422), { typed: typedOf(req.body), errors: { ownWords } });
    }
    await saveNote(deps, learnerVisitOf(res).actor, req.params.entryId, checked.value);
    const done = checked.value.ownWords ? 'words' : 'no-words';
    res.redirect(303, `${entryHref(req.params.entryId)}?done=${done}`);
  });

  router.post('/backpack/badges/:entryId/place', form, async (req: Asked, res: Response) => {
    const { place } = parse(PlaceForm, req.body ?? {}, 'form_invalid');
    const { entryId } = req.params;
    await saveNote(deps, learnerVisitOf(res).actor, entryId, { hidden: place === 'away' });
    res.redirect(303, `${entryHref(entryId)}?done=${place}`);
  });

  router.post('/backpack/badges/:entryId/collections', form, async (req: Asked, res: Response) => {
    const { collections, seen } = parse(CollectionsForm, req.body ?? {}, 'form_invalid');
    const { entryId } = req.params;
    await placeInCollections(deps, learnerVisitOf(res).actor, entryId, collections, seen);
    res.redirect(303, `${entryHref(entryId)}?done=collections`);
  });

  return router;
}
