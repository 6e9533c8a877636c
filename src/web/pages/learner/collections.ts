import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { Collection } from '../../../domain/backpack.ts';
import { BadgeError } from '../../../domain/errors.ts';
import {
  type CollectionText,
  changeCollection,
  createCollection,
  getCollection,
  MOST_IN_TITLE,
  mergedEntries,
  removeCollection,
} from '../../../usecases/backpack/collections.ts';
import { collectable, openGallery } from '../../../usecases/backpack/open-gallery.ts';
import { boxes, checkForm, refusalFor, tickedOf, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import {
  backpackCollectionView,
  type CollectionFormState,
  collectionFormView,
} from '../../views/learner/backpack-collection.ts';
import { collectionHref } from '../../views/learner/backpack-hrefs.ts';
import type { Words } from '../../words.ts';

const Ids = boxes(z.array(z.string().max(100)).max(1000));
const CollectionForm = z.strictObject({
  title: z.string().trim().min(1).max(MOST_IN_TITLE),
  entries: Ids,
  /** What the page showed of one that is changed. */
  seenTitle: z.string().optional(),
  seen: z.string().optional(),
});

type Asked = Request<{ collectionId?: string }>;
interface Page {
  readonly deps: WebDeps;
  readonly sendPage: SendPage;
  readonly req: Asked;
  readonly res: Response;
}

/** A learner's collections: badges under a title of their own. */
export function collectionRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const form = [room.open, room.form];
  const pageOf = (req: Asked, res: Response): Page => ({ deps, sendPage, req, res });

  router.get('/backpack/collections/new', room.open, async (req, res) => {
    const { entry } = req.query;
    await sendForm(pageOf(req, res), { chosen: typeof entry === 'string' ? [entry] : [] });
  });

  router.post('/backpack/collections', form, (req: Asked, res: Response) =>
    save(pageOf(req, res), {}, async (text) => {
      const { id } = await createCollection(deps, learnerVisitOf(res).actor, text);
      return `${collectionHref(id)}?done=saved`;
    }),
  );

  router.get('/backpack/collections/:collectionId', room.open, async (req, res) => {
    const collection = await collectionIn(pageOf(req, res));
    const { shelves } = await openGallery(deps, learnerVisitOf(res).actor);
    const shelf = shelves.find((one) => one.collection.id === collection.id);
    sendPage(req, res, 'backpack-collection', (words) =>
      backpackCollectionView(words, shelf ?? { collection, badges: [] }, req.query['done']),
    );
  });

  router.get('/backpack/collections/:collectionId/change', room.open, async (req, res) => {
    const collection = await collectionIn(pageOf(req, res));
    await sendForm(pageOf(req, res), { collection, chosen: collection.entryIds });
  });

  router.post('/backpack/collections/:collectionId/change', form, (req: Asked, res: Response) =>
    change(pageOf(req, res)),
  );

  router.post(
    '/backpack/collections/:collectionId/remove',
    form,
    async (req: Asked, res: Response) => {
      await removeCollection(deps, learnerVisitOf(res).actor, req.params.collectionId ?? '');
      res.redirect(303, '/backpack?done=collection-removed');
    },
  );

  return router;
}

function collectionIn({ deps, req, res }: Page): Promise<Collection> {
  return getCollection(deps, learnerVisitOf(res).actor, req.params.collectionId ?? '');
}

async function sendForm(page: Page, state: CollectionFormState): Promise<void> {
  const { deps, sendPage, req, res } = page;
  const kept = collectable(await openGallery(deps, learnerVisitOf(res).actor));
  sendPage(req, res, 'backpack-collection-form', (words) => collectionFormView(words, kept, state));
}

async function change(page: Page): Promise<void> {
  const { deps, res } = page;
  const { actor } = learnerVisitOf(res);
  const collection = await collectionIn(page);
  await save(page, { collection }, async (text) => {
    await changeCollection(deps, actor, collection.id, text);
    return `${collectionHref(collection.id)}?done=saved`;
  });
}

/** Shows the form again when something is to mend; `keep` answers where to go when all is well. */
async function save(
  page: Page,
  state: Pick<CollectionFormState, 'collection'>,
  keep: (text: CollectionText & { readonly seen: CollectionText }) => Promise<string>,
): Promise<void> {
  const { req, res } = page;
  const words = wordsFor(req);
  const typed = typedOf(req.body);
  const seen = {
    title: typed['seenTitle'] ?? state.collection?.title ?? '',
    entryIds: (typed['seen'] ?? '').split(' ').filter(Boolean),
  };
  const again = { ...state, typed, seen, chosen: tickedOf(req.body, 'entries') };
  const checked = checkForm(words, CollectionForm, req.body);
  if (!checked.ok) {
    if (!checked.errors['title']) throw new BadgeError('form_invalid', 'No page sends that.');
    const errors = { title: titleProblem(words, again) };
    res.status(422);
    return sendForm(page, { ...again, errors });
  }
  const { title, entries: entryIds } = checked.value;
  try {
    res.redirect(303, await keep({ title, entryIds, seen }));
  } catch (error) {
    const { code, params } = refusalFor(error);
    if (code !== 'collections_too_many' && code !== 'collection_changed') throw error;
    const refusal = words.error(code, params);
    res.status(STATUS_OF[code]);
    const { collection } = state;
    if (!collection) return sendForm(page, { ...again, refusal });
    // Both titles are said, and what the other tab ticked is ticked here too.
    const chosen = mergedEntries(collection.entryIds, again.chosen, seen.entryIds);
    await sendForm(page, { collection, typed, chosen, refusal });
  }
}

function titleProblem(words: Words, { typed }: Pick<CollectionFormState, 'typed'>): string {
  return typed?.['title']?.trim()
    ? words.t('collection.titleLong', { max: MOST_IN_TITLE })
    : words.t('collection.titleNeeded');
}
