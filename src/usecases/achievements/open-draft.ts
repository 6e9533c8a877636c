import {
  type Draft,
  type DraftPublication,
  type DraftRevision,
  DraftText,
  FIRST_DESIGN,
} from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';

export interface OpenDraft {
  readonly draft: Draft;
  readonly text: DraftText;
  /** The last revision; `0` when nothing was saved yet. */
  readonly number: number;
  readonly publication?: DraftPublication;
}

/**
 * A draft as it was saved last, and whether it is published.
 *
 * @throws {BadgeError} `member_required`, `draft_unknown`
 */
export async function openDraft(
  deps: Pick<AchievementDeps, 'store'>,
  actor: Author,
  draftId: string,
): Promise<OpenDraft> {
  refuseOthers(actor);
  const { drafts } = deps.store;
  const draft = await drafts.get(actor.profileId, draftId);
  if (!draft) throw new BadgeError('draft_unknown', 'No such draft in this profile.');
  const [revision, publication] = await Promise.all([
    drafts.latest(draftId),
    drafts.publication(draftId),
  ]);
  return {
    draft,
    text: textOf(revision) ?? blankText('fr'),
    number: revision?.number ?? 0,
    ...(publication ? { publication } : {}),
  };
}

/** What was saved, in the form that drafts have now. */
export function textOf(revision: DraftRevision | undefined): DraftText | undefined {
  return revision && parse(DraftText, revision.text);
}

/** A draft of nothing. */
export function blankText(inLanguage: DraftText['inLanguage']): DraftText {
  return {
    inLanguage,
    achievementType: 'Badge',
    skills: [],
    alignments: [],
    picture: { kind: 'design', design: FIRST_DESIGN },
  };
}
