import { type Response, Router } from 'express';
import { type ChangedDraft, changeDraft } from '../../../usecases/achievements/change-draft.ts';
import { type OpenDraft, openDraft } from '../../../usecases/achievements/open-draft.ts';
import {
  publishDraft,
  publishedFrom,
  removeDraft,
} from '../../../usecases/achievements/publish-draft.ts';
import { BadgeForm, textOfForm } from '../../badge-form.ts';
import { checkForm, refusalFor } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { problems } from '../../views/parts.ts';
import { draftLabels } from '../../views/worker/badge-labels.ts';
import { badgeHref, doneNotice, draftHref } from '../../views/worker/badges.ts';
import {
  type Desk,
  type DraftAsked,
  showDisputed,
  showDraft,
  showRefused,
} from './badge-draft-page.ts';
import { sendDraftPicture } from './draft-picture.ts';

/** Writing an achievement: every button of the editor saves what was typed. */
export function badgeEditorRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const desk: Desk = { deps, sendPage };

  router.get('/badges/drafts/:draftId', room.open, (req, res) => open(desk, req, res));

  router.post('/badges/drafts/:draftId', room.open, room.form, async (req, res) => {
    const saved = await save(desk, req, res);
    if (saved) res.redirect(303, whereNext(saved, req.body ?? {}));
  });

  router.post('/badges/drafts/:draftId/publish', room.open, room.form, (req, res) =>
    publish(desk, req, res),
  );

  router.post('/badges/drafts/:draftId/remove', room.open, room.form, async (req, res) => {
    await removeDraft(deps, visitOf(res).actor, req.params.draftId);
    res.redirect(303, '/badges?done=removed');
  });

  router.get('/badges/drafts/:draftId/image', room.open, async (req, res) => {
    const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
    await sendDraftPicture(deps, res, opened);
  });

  return router;
}

/** The draft, or the badge that it has become. */
async function open(desk: Desk, req: DraftAsked, res: Response): Promise<void> {
  const { deps } = desk;
  const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
  const achievement = opened.publication && (await publishedFrom(deps, opened.draft));
  if (achievement) return res.redirect(303, badgeHref(achievement.id));
  const notice = doneNotice(wordsFor(req), req.query['done']);
  return showDraft(desk, req, res, { ...opened, notice });
}

type Saved = Extract<ChangedDraft, { outcome: 'saved' }>;

/** Saves the form; answers with the page, and nothing, when something is to mend first. */
async function save(desk: Desk, req: DraftAsked, res: Response): Promise<Saved | undefined> {
  const { actor } = visitOf(res);
  const { draftId } = req.params;
  const opened = await openDraft(desk.deps, actor, draftId);
  const form = checkForm(wordsFor(req), BadgeForm, req.body);
  if (!form.ok) {
    await showRefused(desk, req, res, { opened, errors: form.errors });
    return undefined;
  }
  const changed = await changeDraft(desk.deps, actor, {
    draftId,
    base: form.value.base,
    change: (text) => textOfForm(form.value, text),
  });
  if (changed.outcome === 'saved') return changed;
  await showDisputed(desk, req, res, changed);
  return undefined;
}

/** Saves what was typed and publishes it, unless it is no longer what was on the page. */
async function publish(desk: Desk, req: DraftAsked, res: Response): Promise<void> {
  const { deps } = desk;
  const { actor } = visitOf(res);
  const { draftId } = req.params;
  const { publication } = await openDraft(deps, actor, draftId);
  const isForm = typeof req.body?.base === 'string';
  if (isForm && !publication) {
    const saved = await save(desk, req, res);
    if (!saved) return;
    // Nobody publishes what they have not read.
    if (saved.taken.length > 0) return res.redirect(303, `${draftHref(draftId)}?done=merged`);
  }
  try {
    const [first] = await publishDraft(deps, actor, draftId);
    res.redirect(303, first ? `${badgeHref(first.id)}?done=published` : '/badges');
  } catch (error) {
    const opened = await openDraft(deps, actor, draftId);
    await sayWhatIsMissing(desk, req, res, { opened, error });
  }
}

function sayWhatIsMissing(
  desk: Desk,
  req: DraftAsked,
  res: Response,
  { opened, error }: { readonly opened: OpenDraft; readonly error: unknown },
): Promise<void> {
  const refusal = refusalFor(error);
  if (STATUS_OF[refusal.code] !== 422) throw error;
  const words = wordsFor(req);
  const errors = Object.fromEntries(
    refusal.issues.map(({ path }) => {
      const name = path.slice(1).replace('/', '_');
      if (name === 'skills') return [name, words.t('draft.skillUnknown')];
      if (name === 'picture') return [name, words.t('draft.pictureUnknown')];
      return [name, words.t('form.required')];
    }),
  );
  const own = refusal.issues.length > 0 ? '' : words.error(refusal.code, refusal.params);
  res.status(422);
  return showDraft(desk, req, res, {
    ...opened,
    errors,
    problems: problems(words, errors, draftLabels(words, opened.text), own),
  });
}

/**
 * Where a saved form leads: on with the search, to the picture, or back to where it was. The Enter
 * key presses the button `enter`, which searches when a skill was being sought.
 */
function whereNext({ revision, taken }: Saved, body: Readonly<Record<string, unknown>>): string {
  const here = draftHref(revision.draftId);
  if (body['picture'] !== undefined) return `${here}/picture`;
  const { skill } = body;
  const query = typeof skill === 'string' ? skill.trim().slice(0, 200) : '';
  const isAboutSkills = ['find', 'add', 'remove', 'drop'].some((name) => body[name] !== undefined);
  if (isAboutSkills || (query && body['save'] === 'enter')) {
    const merged = taken.length > 0 ? '&done=merged' : '';
    return `${here}?skill=${encodeURIComponent(query)}${merged}#skills`;
  }
  return `${here}?done=${taken.length > 0 ? 'merged' : 'saved'}`;
}
