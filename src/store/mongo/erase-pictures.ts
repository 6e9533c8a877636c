import { IMPORTS, PHOTOS } from './backpack-rows.ts';
import type { Database } from './database.ts';
import type { Step } from './erase-step.ts';
import { unneededPicturesOf } from './unneeded-pictures.ts';

/** Before the rows that show them: see `unneededPicturesOf`. */
export function erasePicturesOf(database: Database): Step {
  const parts = ['id', 'pictureHash'] as const;
  const ofPhotos = database.table(PHOTOS).question(['learnerId'], {}, parts);
  const ofImports = database.table(IMPORTS).question(['learnerId'], {}, parts);
  const remove = unneededPicturesOf(database);
  return async ({ profileId, learnerId }) => {
    const shown = [...(await ofPhotos.all({ learnerId })), ...(await ofImports.all({ learnerId }))];
    const hashes = shown.flatMap(({ pictureHash }) => pictureHash ?? []);
    const pictures = await remove(profileId, hashes, (row) => row.learnerId === learnerId);
    return { pictures };
  };
}
