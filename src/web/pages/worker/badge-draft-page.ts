import type { Request, Response } from 'express';
import { searchSkills } from '../../../domain/framework.ts';
import type { ChangedDraft } from '../../../usecases/achievements/change-draft.ts';
import { frameworksOf } from '../../../usecases/achievements/frameworks.ts';
import type { OpenDraft } from '../../../usecases/achievements/open-draft.ts';
import { type FieldErrors, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { NO_NOTICE, problems } from '../../views/parts.ts';
import { conflictView } from '../../views/worker/badge-conflict.ts';
import { badgeDraftView, type DraftPage } from '../../views/worker/badge-draft.ts';
import { draftLabels } from '../../views/worker/badge-labels.ts';

const SKILLS_FOUND = 12;

export type DraftAsked = Request<{ draftId: string }>;

/** What the editor's pages are made with. */
export interface Desk {
  readonly deps: WebDeps;
  readonly sendPage: SendPage;
}

/** The editor's page with a draft as it stands, but for what `parts` says otherwise. */
export async function showDraft(
  { deps, sendPage }: Desk,
  req: DraftAsked,
  res: Response,
  { draft, text, number, publication, ...parts }: OpenDraft & Partial<DraftPage>,
): Promise<void> {
  const { skill } = req.query;
  const words = wordsFor(req);
  const frameworks = await frameworksOf(deps, visitOf(res).actor);
  const query = req.method === 'POST' || typeof skill !== 'string' ? '' : skill.slice(0, 200);
  const page: DraftPage = {
    draft,
    text,
    base: number,
    frameworks,
    notice: NO_NOTICE,
    errors: {},
    problems: problems(words, {}, []),
    typed: {},
    conflict: false,
    isUnfinished: publication !== undefined,
    query,
    found: searchSkills(frameworks, query, words.language, SKILLS_FOUND),
    ...parts,
  };
  sendPage(req, res, 'badge-draft', (spoken) => badgeDraftView(spoken, page));
}

/** The form as it was sent, with what is to mend. */
export function showRefused(
  desk: Desk,
  req: DraftAsked,
  res: Response,
  { opened, errors: given }: { readonly opened: OpenDraft; readonly errors: FieldErrors },
): Promise<void> {
  const words = wordsFor(req);
  const { skills, fr_tags, en_tags, ...others } = given;
  const tooMany = words.t('draft.tagsTooMany');
  const errors = {
    ...others,
    ...(fr_tags ? { fr_tags: tooMany } : {}),
    ...(en_tags ? { en_tags: tooMany } : {}),
    ...(skills ? { skills: words.t('draft.skillsTooMany') } : {}),
  };
  const typed = typedOf(req.body);
  const base = Number.parseInt(typed['base'] ?? '', 10);
  res.status(422);
  return showDraft(desk, req, res, {
    ...opened,
    errors,
    typed,
    problems: problems(words, errors, draftLabels(words, opened.text)),
    ...(Number.isSafeInteger(base) ? { base } : {}),
  });
}

/** Both texts of what two people wrote, put together as far as they do not differ. */
export async function showDisputed(
  desk: Desk,
  req: DraftAsked,
  res: Response,
  { opened, mine, merged }: Extract<ChangedDraft, { outcome: 'disputed' }>,
): Promise<void> {
  const frameworks = await frameworksOf(desk.deps, visitOf(res).actor);
  const sides = { theirs: opened.text, mine };
  const conflict = conflictView(wordsFor(req), merged, sides, frameworks);
  res.status(409);
  await showDraft(desk, req, res, { ...opened, text: merged.text, conflict });
}
