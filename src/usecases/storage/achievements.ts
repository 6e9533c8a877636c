import type { Achievement } from '../../domain/achievement.ts';
import type { AchievementOutline } from '../../domain/achievement-group.ts';
import type { Draft, DraftPublication, DraftRevision } from '../../domain/draft.ts';
import type { ImportedFramework } from '../../domain/framework.ts';
import type { Page } from '../ports.ts';

/** What may be earned: published, being written, drawn, and aligned to. One part of `Store`, whose docstring holds here. */
export interface AchievementStore {
  readonly achievements: {
    /** Unique by `id` and by (`profileId`, `digest`, `inLanguage`). */
    insert(achievement: Achievement): Promise<boolean>;
    get(id: string): Promise<Achievement | undefined>;
    /** In no order. */
    getMany(ids: readonly string[]): Promise<Achievement[]>;
    byDigest(profileId: string, digest: string): Promise<Achievement[]>;
    /** Newest first; names compared exactly. */
    byName(profileId: string, name: string): Promise<Achievement[]>;
    /** By id. */
    listOf(profileId: string, page: Page): Promise<Achievement[]>;
    /** By id, without what is long: archived ones too. */
    outlinesOf(profileId: string, page: Page): Promise<AchievementOutline[]>;
    /** Takes it out of what is offered. Keeps the first date. */
    archive(id: string, at: string): Promise<void>;
    /** Offers it again. */
    unarchive(id: string): Promise<void>;
  };
  readonly drafts: {
    /** Unique by `id`. */
    insert(draft: Draft): Promise<boolean>;
    /** Published ones too; a removed one is not there any more. */
    get(profileId: string, id: string): Promise<Draft | undefined>;
    /** Newest first; published and removed ones are not in it. */
    listOpen(profileId: string, limit: number): Promise<Draft[]>;
    /** Unique by (`draftId`, `number`): `false` when someone saved that number first. */
    save(revision: DraftRevision): Promise<boolean>;
    latest(draftId: string): Promise<DraftRevision | undefined>;
    revision(draftId: string, number: number): Promise<DraftRevision | undefined>;
    /**
     * The first publication counts. Says whether this one was it: never, once the draft is removed.
     */
    publish(publication: DraftPublication): Promise<boolean>;
    publication(draftId: string): Promise<DraftPublication | undefined>;
    /** Puts it away for good; a published one stays. Keeps the first date. */
    remove(profileId: string, id: string, at: string): Promise<void>;
  };
  readonly frameworks: {
    /** Unique by `id`. */
    insert(framework: ImportedFramework): Promise<boolean>;
    /** Oldest first. */
    listOf(profileId: string): Promise<ImportedFramework[]>;
    /** The ids of the same, in the same order, without reading them. */
    idsOf(profileId: string): Promise<string[]>;
    remove(profileId: string, id: string): Promise<void>;
  };
  readonly pictures: {
    /** Bytes by the SHA-256 of the drawing and size they came from; writing again is harmless. */
    put(hash: string, bytes: Uint8Array): Promise<void>;
    get(hash: string): Promise<Uint8Array | undefined>;
  };
}
