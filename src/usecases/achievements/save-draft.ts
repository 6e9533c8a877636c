import { actorName } from '../../domain/actor.ts';
import { type DraftRevision, DraftText } from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import type { AchievementDeps, Author } from './deps.ts';
import { openDraft } from './open-draft.ts';

export interface SaveDraftCommand {
  readonly draftId: string;
  /** The number of the revision that was changed; `0` for the first. */
  readonly base: number;
  readonly text: unknown;
}

/**
 * Saves a draft as the revision that comes after `base`. Saving what stands there already changes
 * nothing and answers it, so that a form may be sent twice.
 *
 * @throws {BadgeError} `draft_changed` when someone saved on top of `base` first, `draft_published`,
 *   `draft_unknown`, `member_required`, `form_invalid`
 */
export async function saveDraft(
  deps: Pick<AchievementDeps, 'store' | 'now'>,
  actor: Author,
  { draftId, base, text: given }: SaveDraftCommand,
): Promise<DraftRevision> {
  const { publication } = await openDraft(deps, actor, draftId);
  if (publication) throw new BadgeError('draft_published', 'Published drafts never change.');
  const text = parse(DraftText, given, 'form_invalid');
  const latest = await deps.store.drafts.latest(draftId);
  if (latest && isSame(latest.text, text)) return unlessLeftOut(deps, latest);
  const revision: DraftRevision = {
    draftId,
    number: base + 1,
    text,
    savedBy: actorName(actor),
    savedAt: deps.now().toISOString(),
  };
  const isNext = (latest?.number ?? 0) === base;
  if (isNext && (await deps.store.drafts.save(revision))) return unlessLeftOut(deps, revision);
  const first = await deps.store.drafts.latest(draftId);
  if (first && isSame(first.text, text)) return unlessLeftOut(deps, first);
  throw new BadgeError('draft_changed', `Revision ${base + 1} exists already.`, {
    params: { number: first?.number ?? 0 },
  });
}

/**
 * Someone may publish an earlier revision while this one is being saved: that is not to be called
 * saved. @throws {BadgeError} `draft_published`
 */
async function unlessLeftOut(
  { store }: Pick<AchievementDeps, 'store'>,
  revision: DraftRevision,
): Promise<DraftRevision> {
  const publication = await store.drafts.publication(revision.draftId);
  if (publication && publication.revision < revision.number) {
    throw new BadgeError('draft_published', 'An earlier revision was published meanwhile.');
  }
  return revision;
}

/** Both went through the same schema, which puts every property in its place. */
function isSame(one: DraftText, other: DraftText): boolean {
  return JSON.stringify(parse(DraftText, one)) === JSON.stringify(other);
}
