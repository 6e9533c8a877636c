import { ACHIEVEMENTS, PICTURES } from './achievements.ts';
import { IMPORTS, PHOTOS } from './backpack-rows.ts';
import type { Database } from './database.ts';
import { DRAFTS, REVISIONS } from './drafts.ts';
import { anyOf } from './model.ts';

/** What shows a picture in a backpack. */
interface Showing {
  readonly id: string;
  readonly learnerId: string;
}

/**
 * Removes those of these pictures that nothing shows but what is leaving, and answers how many. To
 * be called before that leaves: after a crash its rows say again what is left to do.
 */
export function unneededPicturesOf(
  database: Database,
): (
  profileId: string,
  hashes: readonly string[],
  isLeaving: (row: Showing) => boolean,
) => Promise<number> {
  const parts = ['id', 'learnerId', 'pictureHash'] as const;
  const inPhotos = database.table(PHOTOS).question(['pictureHash'], {}, parts);
  const inImports = database.table(IMPORTS).question(['pictureHash'], {}, parts);
  const inAchievements = database
    .table(ACHIEVEMENTS)
    .question(['pictureHash'], {}, ['id', 'pictureHash']);
  const remove = database.table(PICTURES).removalOf(['hash']);
  const inDrafts = draftPicturesOf(database);

  return async (profileId, asked, isLeaving) => {
    const hashes = new Set(asked);
    if (hashes.size === 0) return 0;
    const by = { pictureHash: anyOf([...hashes]) };
    const backpacks = [...(await inPhotos.all(by)), ...(await inImports.all(by))];
    const others = backpacks.filter((row) => !isLeaving(row));
    const needed = [...others, ...(await inAchievements.all(by))];
    for (const { pictureHash } of needed) if (pictureHash) hashes.delete(pictureHash);
    for (const hash of await inDrafts(profileId)) hashes.delete(hash);
    return remove({ hash: anyOf([...hashes]) });
  };
}

/** Of the profile alone: nobody uploads the picture of somebody else's backpack. */
function draftPicturesOf(database: Database): (profileId: string) => Promise<Set<string>> {
  const drafts = database
    .table(DRAFTS)
    .question(['profileId'], { createdAt: -1, id: -1 }, ['id', 'profileId']);
  const revisions = database.table(REVISIONS).question(['draftId'], { number: -1 });
  return async (profileId) => {
    const hashes = new Set<string>();
    for (const { id } of await drafts.all({ profileId })) {
      for (const { text } of await revisions.all({ draftId: id })) {
        if (text.picture.kind === 'upload') hashes.add(text.picture.hash);
      }
    }
    return hashes;
  };
}
