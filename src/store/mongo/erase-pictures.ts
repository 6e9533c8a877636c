import { ACHIEVEMENTS, PICTURES } from './achievements.ts';
import { IMPORTS, PHOTOS } from './backpacks.ts';
import type { Database } from './database.ts';
import { DRAFTS, REVISIONS } from './drafts.ts';
import { anyOf } from './model.ts';

/**
 * Removes the pictures of a learner that nothing else shows, and answers how many. To be called
 * before the rows that show them go: after a crash they say again what is left to do.
 */
export function erasePicturesOf(
  database: Database,
): (profileId: string, learnerId: string) => Promise<number> {
  const photos = database.table(PHOTOS);
  const imports = database.table(IMPORTS);
  const ofPhotos = photos.question(['learnerId'], {}, ['id', 'pictureHash']);
  const ofImports = imports.question(['learnerId'], {}, ['id', 'pictureHash']);
  const parts = ['id', 'learnerId', 'pictureHash'] as const;
  const inPhotos = photos.question(['pictureHash'], {}, parts);
  const inImports = imports.question(['pictureHash'], {}, parts);
  const inAchievements = database
    .table(ACHIEVEMENTS)
    .question(['pictureHash'], {}, ['id', 'pictureHash']);
  const remove = database.table(PICTURES).removalOf(['hash']);
  const inDrafts = draftPicturesOf(database);

  return async (profileId, learnerId) => {
    const shown = [...(await ofPhotos.all({ learnerId })), ...(await ofImports.all({ learnerId }))];
    const hashes = new Set(shown.flatMap(({ pictureHash }) => pictureHash ?? []));
    if (hashes.size === 0) return 0;
    const by = { pictureHash: anyOf([...hashes]) };
    const backpacks = [...(await inPhotos.all(by)), ...(await inImports.all(by))];
    const others = backpacks.filter((row) => row.learnerId !== learnerId);
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
