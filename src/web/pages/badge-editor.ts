import { type Request, type Response, Router } from 'express';
import type { DraftRevision } from '../../domain/draft.ts';
import { type OpenDraft, openDraft } from '../../usecases/achievements/open-draft.ts';
import {
  publishDraft,
  publishedFrom,
  removeDraft,
} from '../../usecases/achievements/publish-draft.ts';
import { saveDraft } from '../../usecases/achievements/save-draft.ts';
import { BadgeForm, textOfForm } from '../badge-form.ts';
import { checkForm, refusalFor } from '../check-form.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import { createMemberRoom, visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { STATUS_OF } from '../problem.ts';
import { badgeHref, draftHref } from '../views/badges.ts';
import { problems } from '../views/parts.ts';
import { createDraftPages } from './badge-draft-page.ts';
import { sendDraftPicture } from './draft-picture.ts';

type Asked = Request<{ draftId: string }>;

/** Writing an achievement: every button of the editor saves what was typed. */
export function badgeEditorRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const pages = createDraftPages(deps, sendPage);

  /** Saves the form; answers with the page, and nothing, when something is to mend first. */
  async function save(req: Asked, res: Response): Promise<DraftRevision | undefined> {
    const { actor } = visitOf(res);
    const opened = await openDraft(deps, actor, req.params.draftId);
    const form = checkForm(wordsFor(req), BadgeForm, req.body);
    if (!form.ok) {
      await pages.refused(req, res, opened, form.errors);
      return undefined;
    }
    const { base } = form.value;
    const { drafts } = deps.store;
    const before = base > 0 ? await drafts.revision(opened.draft.id, base) : undefined;
    const text = textOfForm(form.value, before?.text ?? opened.text);
    try {
      return await saveDraft(deps, actor, { draftId: opened.draft.id, base, text });
    } catch (error) {
      if (refusalFor(error).code !== 'draft_changed') throw error;
      const latest = await openDraft(deps, actor, opened.draft.id);
      await pages.changed(req, res, latest, { base: before?.text ?? latest.text, mine: text });
      return undefined;
    }
  }

  router.get('/badges/drafts/:draftId', room.open, async (req, res) => {
    const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
    const achievement = opened.publication && (await publishedFrom(deps, opened.draft));
    if (achievement) return res.redirect(303, badgeHref(achievement.id));
    return pages.open(req, res, opened);
  });

  router.post('/badges/drafts/:draftId', room.open, room.form, async (req, res) => {
    const saved = await save(req, res);
    if (saved) res.redirect(303, whereNext(saved.draftId, req.body ?? {}));
  });

  router.post('/badges/drafts/:draftId/publish', room.open, room.form, async (req, res) => {
    const { actor } = visitOf(res);
    const { draftId } = req.params;
    const isForm = typeof req.body?.base === 'string';
    const opened = await openDraft(deps, actor, draftId);
    if (isForm && !opened.publication && !(await save(req, res))) return;
    try {
      const [first] = await publishDraft(deps, actor, draftId);
      res.redirect(303, first ? `${badgeHref(first.id)}?done=published` : '/badges');
    } catch (error) {
      await sayWhatIsMissing(req, res, await openDraft(deps, actor, draftId), error);
    }
  });

  router.post('/badges/drafts/:draftId/remove', room.open, room.form, async (req, res) => {
    await removeDraft(deps, visitOf(res).actor, req.params.draftId);
    res.redirect(303, '/badges?done=removed');
  });

  router.get('/badges/drafts/:draftId/image', room.open, async (req, res) => {
    const opened = await openDraft(deps, visitOf(res).actor, req.params.draftId);
    await sendDraftPicture(deps, res, opened);
  });

  async function sayWhatIsMissing(req: Asked, res: Response, opened: OpenDraft, error: unknown) {
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
    await pages.show(req, res, opened, { errors, problems: problems(words, errors, own) });
  }

  return router;
}

/**
 * Where a saved form leads: on with the search, to the picture, or back to where it was. The Enter
 * key presses the button `enter`, which searches when a skill was being sought.
 */
function whereNext(draftId: string, body: Readonly<Record<string, unknown>>): string {
  const here = draftHref(draftId);
  if (body['picture'] !== undefined) return `${here}/picture`;
  const { skill } = body;
  const query = typeof skill === 'string' ? skill.trim().slice(0, 200) : '';
  const isAboutSkills = ['find', 'add', 'remove', 'drop'].some((name) => body[name] !== undefined);
  if (isAboutSkills || (query && body['save'] === 'enter')) {
    return `${here}?skill=${encodeURIComponent(query)}#skills`;
  }
  return `${here}?done=saved`;
}
