import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../../domain/errors.ts';
import {
  changeCollection,
  createCollection,
  getCollection,
  MOST_IN_TITLE,
  removeCollection,
} from '../../../usecases/backpack/collections.ts';
import { entryIdOf, type Gallery, openGallery } from '../../../usecases/backpack/open-gallery.ts';
import { boxes, checkForm, refusalFor, tickedOf, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../problem.ts';
import {
  backpackCollectionView,
  type CollectionFormState,
  collectionFormView,
} from '../../views/learner/backpack-collection.ts';
import { collectionHref } from '../../views/learner/backpack-hrefs.ts';
import type { Words } from '../../words.ts';

const CollectionForm = z.strictObject({
  title: z.string().trim().min(1).max(MOST_IN_TITLE),
  entries: boxes(z.array(z.string().max(100)).max(1000)),
});

type Asked = Request<{ collectionId?: string }>;

/** A learner's collections: badges under a title of their own. */
export function collectionRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const form = [room.open, room.form];
  const galleryOf = (res: Response) => openGallery(deps, learnerVisitOf(res).actor);

  async function sendForm(req: Asked, res: Response, state: CollectionFormState): Promise<void> {
    const kept = collectable(await galleryOf(res));
    sendPage(req, res, 'backpack-collection-form', (words) =>
      collectionFormView(words, kept, state),
    );
  }

  router.get('/backpack/collections/new', room.open, (req: Asked, res: Response) => {
    const { entry } = req.query;
    return sendForm(req, res, { chosen: typeof entry === 'string' ? [entry] : [] });
  });

  router.post('/backpack/collections', form, (req: Asked, res: Response) =>
    save(req, res, {}, async (text) => {
      const { id } = await createCollection(deps, learnerVisitOf(res).actor, text);
      return `${collectionHref(id)}?done=saved`;
    }),
  );

  router.get('/backpack/collections/:collectionId', room.open, async (req, res) => {
    const { collectionId: id } = req.params;
    const collection = await getCollection(deps, learnerVisitOf(res).actor, id);
    const { shelves } = await galleryOf(res);
    const shelf = shelves.find((one) => one.collection.id === id) ?? { collection, badges: [] };
    sendPage(req, res, 'backpack-collection', (words) =>
      backpackCollectionView(words, shelf, req.query['done']),
    );
  });

  router.get('/backpack/collections/:collectionId/change', room.open, async (req, res) => {
    const collection = await getCollection(
      deps,
      learnerVisitOf(res).actor,
      req.params.collectionId,
    );
    await sendForm(req, res, { collection, chosen: collection.entryIds });
  });

  router.post(
    '/backpack/collections/:collectionId/change',
    form,
    async (req: Request<{ collectionId: string }>, res: Response) => {
      const { actor } = learnerVisitOf(res);
      const collection = await getCollection(deps, actor, req.params.collectionId);
      const away = new Set((await galleryOf(res)).away.map(entryIdOf));
      await save(req, res, { collection }, async ({ title, entryIds }) => {
        // What is put away is not on the form: it keeps its place.
        const kept = collection.entryIds.filter((id) => away.has(id));
        const text = { title, entryIds: [...kept, ...entryIds] };
        await changeCollection(deps, actor, collection.id, text);
        return `${collectionHref(collection.id)}?done=saved`;
      });
    },
  );

  router.post(
    '/backpack/collections/:collectionId/remove',
    form,
    async (req: Asked, res: Response) => {
      await removeCollection(deps, learnerVisitOf(res).actor, req.params.collectionId ?? '');
      res.redirect(303, '/backpack?done=collection-removed');
    },
  );

  /** Shows the form again when something is to mend; `keep` answers where to go when all is well. */
  async function save(
    req: Asked,
    res: Response,
    state: Pick<CollectionFormState, 'collection'>,
    keep: (text: { title: string; entryIds: readonly string[] }) => Promise<string>,
  ): Promise<void> {
    const words = wordsFor(req);
    const again = { ...state, typed: typedOf(req.body), chosen: tickedOf(req.body, 'entries') };
    const checked = checkForm(words, CollectionForm, req.body);
    if (!checked.ok) {
      if (!checked.errors['title']) throw new BadgeError('form_invalid', 'No page sends that.');
      const errors = { title: titleProblem(words, again) };
      return sendForm(req, res.status(422), { ...again, errors });
    }
    const { title, entries: entryIds } = checked.value;
    try {
      res.redirect(303, await keep({ title, entryIds }));
    } catch (error) {
      const { code, params } = refusalFor(error);
      if (code !== 'collections_too_many') throw error;
      const refusal = words.error(code, params);
      await sendForm(req, res.status(STATUS_OF[code]), { ...again, refusal });
    }
  }

  return router;
}

/** Kept badges alone: what was taken back before it was kept belongs nowhere. */
function collectable({ kept }: Gallery) {
  return kept.filter((badge) => badge.kind === 'import' || badge.entry.answer === 'accepted');
}

function titleProblem(words: Words, { typed }: Pick<CollectionFormState, 'typed'>): string {
  return typed?.['title']?.trim()
    ? words.t('collection.titleLong', { max: MOST_IN_TITLE })
    : words.t('collection.titleNeeded');
}
