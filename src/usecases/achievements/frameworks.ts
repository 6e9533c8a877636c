import { BadgeError } from '../../domain/errors.ts';
import type { Framework, ImportedFramework } from '../../domain/framework.ts';
import { type FrameworkTable, frameworkOf } from '../../domain/framework-table.ts';
import type { Store } from '../ports.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';

type FrameworkDeps = Pick<AchievementDeps, 'store' | 'library'>;

/** More lists than this are a mistake; they all are searched at every letter that is typed. */
const MAX_IMPORTED = 20;

/** So many imported frameworks are kept at hand for searching, those asked for last. */
const KEPT = 60;

/** An imported framework never changes: whoever has read it once is given the same object again. */
const keptOf = new WeakMap<Store['frameworks'], Map<string, Framework>>();

/**
 * What a profile's achievements may be aligned to: what ships in the box, then its own.
 *
 * @throws {BadgeError} `member_required`
 */
export async function frameworksOf(
  deps: FrameworkDeps,
  actor: Author,
): Promise<readonly Framework[]> {
  const imported = await importedFrameworksOf(deps, actor);
  return [...deps.library.frameworks, ...imported.map(({ framework }) => framework)];
}

/**
 * The frameworks that a profile has imported, oldest first.
 *
 * @throws {BadgeError} `member_required`
 */
export async function importedFrameworksOf(
  { store }: Pick<AchievementDeps, 'store'>,
  actor: Author,
): Promise<readonly ImportedFramework[]> {
  refuseOthers(actor);
  const kept = keptOf.get(store.frameworks) ?? new Map<string, Framework>();
  keptOf.set(store.frameworks, kept);
  const imported = await store.frameworks.listOf(actor.profileId);
  return imported.map((one) => ({ ...one, framework: sameAgain(kept, one) }));
}

/** Searching folds every word of a framework once for each object. */
function sameAgain(kept: Map<string, Framework>, { id, framework }: ImportedFramework): Framework {
  const same = kept.get(id) ?? framework;
  kept.delete(id);
  kept.set(id, same);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return same;
}

/**
 * Makes a table of skills one of the profile's frameworks.
 *
 * @throws {BadgeError} `member_required`, `csv_column_missing`, `framework_invalid` with
 *   `params.line` and `params.column`, `framework_code_doubled` with `params.line` and `params.of`,
 *   `frameworks_too_many`
 */
export async function importFramework(
  deps: FrameworkDeps & Pick<AchievementDeps, 'now' | 'newId'>,
  actor: Author,
  command: {
    readonly name: Framework['name'];
    readonly url: string;
    readonly table: FrameworkTable;
  },
): Promise<ImportedFramework> {
  refuseOthers(actor);
  const { name, url, table } = command;
  const own = await deps.store.frameworks.listOf(actor.profileId);
  if (own.length >= MAX_IMPORTED) {
    throw new BadgeError('frameworks_too_many', 'Too many frameworks.', {
      params: { limit: MAX_IMPORTED },
    });
  }
  const id = deps.newId();
  const imported: ImportedFramework = {
    id,
    profileId: actor.profileId,
    framework: frameworkOf(table, { id, name, url }),
    createdAt: deps.now().toISOString(),
  };
  await deps.store.frameworks.insert(imported);
  return imported;
}

/**
 * Takes an imported framework out of what is offered. What was published goes on naming its skills.
 *
 * @throws {BadgeError} `member_required`
 */
export async function removeFramework(
  deps: Pick<AchievementDeps, 'store'>,
  actor: Author,
  id: string,
): Promise<void> {
  refuseOthers(actor);
  await deps.store.frameworks.remove(actor.profileId, id);
}
