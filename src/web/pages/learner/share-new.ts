import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { MOST_IN_SHARE, SHARE_DAYS } from '../../../domain/share.ts';
import { MOST_IN_TITLE } from '../../../usecases/backpack/collections.ts';
import {
  openShareOf,
  PURPOSE_OF_WAY,
  SHARE_WAYS,
  type ShareWay,
} from '../../../usecases/backpack/make-share.ts';
import { wouldShowName } from '../../../usecases/backpack/naming-imports.ts';
import { offerShare } from '../../../usecases/backpack/offer-share.ts';
import { recordOwnConsent } from '../../../usecases/people/record-consents.ts';
import {
  boxes,
  checkForm,
  type FieldErrors,
  refusalFor,
  tickedOf,
  typedOf,
} from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, type LearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { shareNewView } from '../../views/learner/share-new.ts';
import { closingCode, shareNewHref } from '../../views/learner/share-ways.ts';
import type { Words } from '../../words.ts';

const ShareForm = z.strictObject({
  entry: boxes(z.array(z.string().max(100)).min(1).max(MOST_IN_SHARE)),
  way: z.enum(SHARE_WAYS),
  days: z.coerce.number().pipe(z.literal([...SHARE_DAYS])),
  label: z.string().trim().max(MOST_IN_TITLE).default(''),
  title: z.string().trim().max(MOST_IN_TITLE).default(''),
  agree: z.literal('yes').optional(),
  /** The page has said that a badge of elsewhere tells who it is. */
  written: z.literal('yes').optional(),
});

interface Asked {
  readonly entryIds: readonly string[];
  readonly collectionId: string;
  readonly way: ShareWay;
}

interface Page {
  readonly deps: WebDeps;
  readonly sendPage: SendPage;
  readonly req: Request;
  readonly res: Response;
}

/** Where a learner makes a link: which badges, with a name or without, for how long. */
export function shareNewRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const unlockedForName = nameGuard(deps, room);

  router.get('/backpack/share', room.open, unlockedForName, async (req, res) => {
    const asked = askedIn(req.query);
    const offer = await offerShare(deps, learnerVisitOf(res).actor, asked);
    sendPage(req, res, 'share-new', (words) => shareNewView(words, offer, asked));
  });

  router.post('/backpack/share', room.open, room.form, unlockedForName, (req, res) =>
    share({ deps, sendPage, req, res }),
  );

  return router;
}

/** A name is shown after the PIN alone; where it cannot be shown, nobody is asked for one. */
function nameGuard(deps: WebDeps, room: LearnerRoom): Middleware {
  return async (req, res, next) => {
    const asked = req.method === 'GET' ? askedIn(req.query) : askedIn(req.body);
    const { actor } = learnerVisitOf(res);
    const { learnerId } = actor;
    const shelf = await deps.store.collections.get(learnerId, asked.collectionId);
    const entryIds = shelf?.entryIds ?? asked.entryIds;
    const kind = asked.way === 'public' ? 'public' : 'link';
    const isNamed =
      asked.way === 'named' || (await wouldShowName(deps, { ...actor, kind, entryIds }));
    if (!isNamed) return next();
    if (req.method === 'GET') {
      const offer = await offerShare(deps, actor, asked);
      if (closingCode(offer, asked.way)) return next();
    }
    return room.unlocked(shareNewHref(asked))(req, res, next);
  };
}

async function share(page: Page): Promise<void> {
  const { deps, req, res } = page;
  const words = wordsFor(req);
  const form = checkForm(words, ShareForm, req.body);
  if (!form.ok) return refuse(page, 422, errorsOf(words, form.errors));
  const { entry, agree, written, ...parts } = form.value;
  const { actor } = learnerVisitOf(res);
  const isLink = parts.way === 'unnamed' && !written;
  if (isLink && (await wouldShowName(deps, { ...actor, kind: 'link', entryIds: entry }))) {
    return refuse(page, 422, {}, words.t('shares.writtenFirst'));
  }
  try {
    const purpose = PURPOSE_OF_WAY[parts.way];
    if (agree && purpose) await recordOwnConsent(deps, actor, purpose);
    const { share: made } = await openShareOf(deps, actor, { ...parts, entryIds: entry });
    res.redirect(303, `/backpack/shares/${encodeURIComponent(made.id)}`);
  } catch (error) {
    const { code, params } = refusalFor(error);
    const sentence = words.error(code, params);
    const isAboutTick = code === 'consent_required';
    await refuse(page, STATUS_OF[code], isAboutTick ? { agree: sentence } : {}, sentence);
  }
}

async function refuse(
  { deps, sendPage, req, res }: Page,
  status: number,
  errors: FieldErrors,
  refusal = '',
): Promise<void> {
  const asked = askedIn(req.body);
  const offer = await offerShare(deps, learnerVisitOf(res).actor, asked);
  const sent = { typed: typedOf(req.body), errors, refusal: errors['agree'] ? '' : refusal };
  sendPage(req, res.status(status), 'share-new', (words) =>
    shareNewView(words, offer, asked, sent),
  );
}

/** What an address or a form asks for; whatever has another shape asks for nothing. */
function askedIn(fields: unknown): Asked {
  const texts = typedOf(fields);
  return {
    entryIds: tickedOf(fields, 'entry').slice(0, MOST_IN_SHARE),
    collectionId: texts['collection'] ?? '',
    way: SHARE_WAYS.find((way) => way === texts['way']) ?? 'unnamed',
  };
}

/** Badges are ticked, not written. */
function errorsOf(words: Words, errors: FieldErrors): FieldErrors {
  return errors['entry'] ? { ...errors, entry: words.t('shares.whichNone') } : errors;
}
