import type { Database } from './driver.ts';
import { listParameter } from './rows.ts';

/**
 * Removes those of these pictures that nothing shows any more and answers how many; to be called
 * inside `Database.write`, after the rows that showed them are gone. Drafts of the profile are
 * looked at, those of others are not: nobody uploads the picture of somebody else's backpack.
 */
export function unneededPictures(
  db: Database,
): (profileId: string, hashes: readonly string[]) => number {
  const remove = db.prepare(
    `DELETE FROM pictures
     WHERE hash IN (SELECT value FROM json_each(:hashes))
       AND NOT EXISTS (SELECT 1 FROM photos WHERE pictureHash = pictures.hash)
       AND NOT EXISTS (SELECT 1 FROM imports WHERE pictureHash = pictures.hash)
       AND NOT EXISTS (SELECT 1 FROM achievements WHERE pictureHash = pictures.hash)
       AND NOT EXISTS (
         SELECT 1 FROM drafts, draft_revisions
         WHERE drafts.profileId = :profileId AND draftId = drafts.id
           AND text ->> '$.picture.hash' = pictures.hash)`,
  );
  return (profileId, hashes) => remove.run({ profileId, hashes: listParameter(hashes) });
}
