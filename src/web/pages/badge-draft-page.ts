import type { Request, Response } from 'express';
import type { DraftText } from '../../domain/draft.ts';
import { searchSkills } from '../../domain/framework.ts';
import { mergeDrafts } from '../../domain/merge-drafts.ts';
import { frameworksOf } from '../../usecases/achievements/frameworks.ts';
import type { OpenDraft } from '../../usecases/achievements/open-draft.ts';
import { type FieldErrors, typedOf } from '../check-form.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import type { SendPage } from '../pages.ts';
import { conflictView } from '../views/badge-conflict.ts';
import { badgeDraftView, type DraftPage } from '../views/badge-draft.ts';
import { doneNotice } from '../views/badges.ts';
import { NO_NOTICE, problems } from '../views/parts.ts';

const SKILLS_FOUND = 12;

/** The editor's page in each of its states. */
export function createDraftPages(deps: Pick<WebDeps, 'store' | 'library'>, sendPage: SendPage) {
  async function show(
    req: Request<{ draftId: string }>,
    res: Response,
    { draft, text, number, publication }: OpenDraft,
    parts: Partial<DraftPage> = {},
  ): Promise<void> {
    const { skill } = req.query;
    const words = wordsFor(req);
    const frameworks = await frameworksOf(deps, draft.profileId);
    const query = req.method === 'POST' || typeof skill !== 'string' ? '' : skill.slice(0, 200);
    const page: DraftPage = {
      draft,
      text,
      base: number,
      frameworks,
      notice: NO_NOTICE,
      errors: {},
      problems: problems(words, {}),
      typed: {},
      conflict: false,
      isUnfinished: publication !== undefined,
      query,
      found: searchSkills(frameworks, query, words.language, SKILLS_FOUND),
      ...parts,
    };
    sendPage(req, res, 'badge-draft', (spoken) => badgeDraftView(spoken, page));
  }

  return {
    show,

    open: (req: Request<{ draftId: string }>, res: Response, opened: OpenDraft) =>
      show(req, res, opened, { notice: doneNotice(wordsFor(req), req.query['done']) }),

    /** The form as it was sent, with what is to mend. */
    refused(
      req: Request<{ draftId: string }>,
      res: Response,
      opened: OpenDraft,
      given: FieldErrors,
    ): Promise<void> {
      const words = wordsFor(req);
      const { tags, skills, ...others } = given;
      const errors = {
        ...others,
        ...(tags ? { tags: words.t('draft.tagsTooMany') } : {}),
        ...(skills ? { skills: words.t('draft.skillsTooMany') } : {}),
      };
      const typed = typedOf(req.body);
      const base = Number.parseInt(typed['base'] ?? '', 10);
      res.status(422);
      return show(req, res, opened, {
        errors,
        typed,
        problems: problems(words, errors),
        ...(Number.isSafeInteger(base) ? { base } : {}),
      });
    },

    /** Someone saved meanwhile: both texts, put together as far as they do not differ. */
    async changed(
      req: Request<{ draftId: string }>,
      res: Response,
      opened: OpenDraft,
      { base, mine }: { readonly base: DraftText; readonly mine: DraftText },
    ): Promise<void> {
      const theirs = opened.text;
      const merged = mergeDrafts(base, theirs, mine);
      const frameworks = await frameworksOf(deps, opened.draft.profileId);
      res.status(409);
      const conflict = conflictView(wordsFor(req), merged, { theirs, mine }, frameworks);
      await show(req, res, { ...opened, text: merged.text }, { conflict });
    },
  };
}
