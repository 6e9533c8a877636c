import { type Response, Router } from 'express';
import * as z from 'zod';
import { searchSkills } from '../../../domain/framework.ts';
import { parse } from '../../../domain/parse.ts';
import {
  archiveAchievement,
  unarchiveAchievement,
} from '../../../usecases/achievements/archive-achievement.ts';
import { createDraft } from '../../../usecases/achievements/create-draft.ts';
import { frameworksOf } from '../../../usecases/achievements/frameworks.ts';
import { listAchievements } from '../../../usecases/achievements/list-achievements.ts';
import { openAchievement } from '../../../usecases/achievements/open-achievement.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { badgeDetailView } from '../../views/worker/badge-detail.ts';
import { badgeNewView } from '../../views/worker/badge-new.ts';
import { badgeHref, badgesView, doneNotice, draftHref } from '../../views/worker/badges.ts';
import { foundSkillView } from '../../views/worker/skills.ts';

const NewForm = z.strictObject({ inLanguage: z.enum(['fr', 'en']) });

const SKILLS_FOUND = 12;

/** What a centre can award: its list, and each badge as the centre sees it. */
export function badgeRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/badges', room.open, async (req, res) => {
    const list = await listAchievements(deps, visitOf(res).actor);
    const { done, list: which, after } = req.query;
    const place = {
      isArchive: which === 'archived',
      ...(typeof after === 'string' ? { after } : {}),
    };
    sendPage(req, res, 'badges', (words) =>
      badgesView(words, list, { ...place, notice: doneNotice(words, done) }),
    );
  });

  router.get('/badges/new', room.open, (req, res) => {
    const ready = deps.library.catalogue.length;
    sendPage(req, res, 'badge-new', (words) => badgeNewView(words, ready));
  });

  router.post('/badges/drafts', room.open, room.form, async (req, res) => {
    const { inLanguage } = parse(NewForm, req.body ?? {}, 'form_invalid');
    const draft = await createDraft(deps, visitOf(res).actor, { from: 'nothing', inLanguage });
    res.redirect(303, draftHref(draft.id));
  });

  router.get('/badges/skills', room.open, async (req, res) => {
    const { q } = req.query;
    const words = wordsFor(req);
    const frameworks = await frameworksOf(deps, visitOf(res).actor);
    const query = typeof q === 'string' ? q : '';
    const found = searchSkills(frameworks, query, words.language, SKILLS_FOUND);
    res.json({
      skills: found.map((skill) => foundSkillView(words, skill)),
      text: words.t(found.length > 0 ? 'draft.found' : 'draft.foundNone', { count: found.length }),
    });
  });

  return router;
}

/** After every other page under `/badges`: the last part of the address may be any badge. */
export function badgeDetailRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/badges/:id', room.open, async (req, res) => {
    const opened = await openAchievement(deps, visitOf(res).actor, req.params.id);
    const { done } = req.query;
    sendPage(req, res, 'badge-detail', (words) =>
      badgeDetailView(words, opened, doneNotice(words, done)),
    );
  });

  router.post('/badges/:id/archive', room.open, room.form, async (req, res) => {
    await archiveAchievement(deps, visitOf(res).actor, req.params.id);
    backTo(res, req.params.id, 'archived');
  });

  router.post('/badges/:id/unarchive', room.open, room.form, async (req, res) => {
    await unarchiveAchievement(deps, visitOf(res).actor, req.params.id);
    backTo(res, req.params.id, 'unarchived');
  });

  router.post('/badges/:id/new-version', room.open, room.form, async (req, res) => {
    const { id: achievementId } = req.params;
    const command = { from: 'achievement', achievementId } as const;
    const draft = await createDraft(deps, visitOf(res).actor, command);
    res.redirect(303, draftHref(draft.id));
  });

  return router;
}

function backTo(res: Response, id: string, done: 'archived' | 'unarchived'): void {
  res.redirect(303, `${badgeHref(id)}?done=${done}`);
}
