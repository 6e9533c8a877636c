import type { DraftRevision, DraftText } from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import { type DraftPart, type MergedDraft, mergeDrafts } from '../../domain/merge-drafts.ts';
import type { AchievementDeps, Author } from './deps.ts';
import { blankText, type OpenDraft, openDraft, textOf } from './open-draft.ts';
import { saveDraft } from './save-draft.ts';

export interface ChangeDraftCommand {
  readonly draftId: string;
  /** The number of the revision that was changed; `0` for the first. */
  readonly base: number;
  /** Makes of that revision what is to be saved. */
  readonly change: (text: DraftText) => DraftText;
}

export type ChangedDraft =
  | {
      readonly outcome: 'saved';
      readonly revision: DraftRevision;
      /** What someone else changed meanwhile, and what was saved with it. */
      readonly taken: readonly DraftPart[];
    }
  | {
      readonly outcome: 'disputed';
      /** As it stands now, with what someone else wrote. */
      readonly opened: OpenDraft;
      readonly mine: DraftText;
      readonly merged: MergedDraft;
    };

/** Someone else may save between the reading and the writing; nobody does so many times in a row. */
const ATTEMPTS = 5;

/**
 * Saves a change on top of what stands there, also when someone else saved meanwhile. Where both
 * changed the same part, nothing is saved: the answer holds both sides.
 *
 * @throws {BadgeError} `draft_published`, `draft_unknown`, `member_required`, `form_invalid`, and
 *   `draft_changed` when others go on saving
 */
export async function changeDraft(
  deps: Pick<AchievementDeps, 'store' | 'now'>,
  actor: Author,
  { draftId, base, change }: ChangeDraftCommand,
): Promise<ChangedDraft> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await openDraft(deps, actor, draftId);
    if (opened.publication) {
      throw new BadgeError('draft_published', 'Published drafts never change.');
    }
    const before = textOf(await deps.store.drafts.revision(draftId, base));
    const mine = change(before ?? opened.text);
    // On top of what is not known, whatever differs was changed by both.
    const old = before ?? blankText(opened.text.inLanguage);
    const merged = mergeDrafts(old, opened.text, mine);
    if (merged.disputed.length > 0) return { outcome: 'disputed', opened, mine, merged };
    try {
      const command = { draftId, base: opened.number, text: merged.text };
      const revision = await saveDraft(deps, actor, command);
      return { outcome: 'saved', revision, taken: merged.taken };
    } catch (error) {
      const isLate = error instanceof BadgeError && error.code === 'draft_changed';
      if (!isLate || attempt === ATTEMPTS) throw error;
    }
  }
}
