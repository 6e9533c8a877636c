import type { ImportedBadge } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Store } from '../ports.ts';

export interface KeepImportDeps {
  readonly store: Pick<Store, 'imports'>;
  readonly designs: {
    /** Keeps a picture from outside, made anew; under its hash, which `show` is told before. @throws {BadgeError} */
    remake(bytes: Uint8Array, show: (hash: string) => Promise<void>): Promise<string>;
  };
}

/**
 * Keeps a badge with its picture; a bad one is left out. The row before the picture, so that a
 * crash leaves no picture that an erasure cannot find; and once more after it, for an erasure that
 * came between.
 *
 * @throws {BadgeError} `import_known`
 */
export async function keepImport(
  deps: KeepImportDeps,
  picture: Uint8Array | undefined,
  badge: ImportedBadge,
): Promise<ImportedBadge> {
  const { imports } = deps.store;
  // Given twice at once: the first is there, and that is what was wanted.
  const insert = async (row: ImportedBadge) => {
    if (!(await imports.insert(row))) throw importKnown();
  };
  try {
    if (picture) {
      const show = (pictureHash: string) => insert({ ...badge, pictureHash });
      const shown = { ...badge, pictureHash: await deps.designs.remake(picture, show) };
      await imports.insert(shown);
      return shown;
    }
  } catch (error) {
    if (!(error instanceof BadgeError) || error.code === 'import_known') throw error;
  }
  await insert(badge);
  return badge;
}

export function importKnown(): BadgeError {
  return new BadgeError('import_known', 'The backpack has it already.');
}
