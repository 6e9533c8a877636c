import { BadgeError } from '../../domain/errors.ts';
import type { Framework, ImportedFramework } from '../../domain/framework.ts';
import { type FrameworkTable, frameworkOf } from '../../domain/framework-table.ts';
import type { Store } from '../ports.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';

type FrameworkDeps = Pick<AchievementDeps, 'store' | 'library'>;

/** More lists than this are a mistake; they all are searched at every letter that is typed. */
const MAX_IMPORTED = 20;
/** In all imported frameworks of a profile. */
const MAX_SKILLS = 4000;

/** So many skills of imported frameworks are kept at hand, of the profiles that asked last. */
const KEPT_SKILLS = 5 * MAX_SKILLS;

/** What each profile has imported, as it was read last: the profile that asked last comes last. */
type Kept = Map<string, readonly ImportedFramework[]>;
const keptOf = new WeakMap<Store['frameworks'], Kept>();

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
  const { profileId } = actor;
  const kept: Kept = keptOf.get(store.frameworks) ?? new Map();
  keptOf.set(store.frameworks, kept);
  const ids = await store.frameworks.idsOf(profileId);
  const known = kept.get(profileId);
  // An imported framework never changes: where the ids are the same, all is the same.
  const isSame = known?.map(({ id }) => id).join() === ids.join();
  const imported = known && isSame ? known : await store.frameworks.listOf(profileId);
  keep(kept, profileId, imported);
  return imported;
}

function keep(kept: Kept, profileId: string, imported: readonly ImportedFramework[]): void {
  kept.delete(profileId);
  if (imported.length > 0) kept.set(profileId, imported);
  let count = [...kept.values()].reduce((sum, each) => sum + skillsIn(each), 0);
  for (const [other, each] of kept) {
    if (count <= KEPT_SKILLS) return;
    kept.delete(other);
    count -= skillsIn(each);
  }
}

function skillsIn(imported: readonly ImportedFramework[]): number {
  return imported.reduce((sum, { framework }) => sum + framework.competences.length, 0);
}

/**
 * Makes a table of skills one of the profile's frameworks.
 *
 * @throws {BadgeError} `member_required`, `csv_column_missing`, `framework_invalid` with
 *   `params.line` and `params.column`, `framework_code_doubled` with `params.line` and `params.of`,
 *   `frameworks_too_many`, `skills_too_many`
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
  const own = await importedFrameworksOf(deps, actor);
  if (own.length >= MAX_IMPORTED) {
    throw new BadgeError('frameworks_too_many', 'Too many frameworks.', {
      params: { limit: MAX_IMPORTED },
    });
  }
  const id = deps.newId();
  const framework = frameworkOf(table, { id, name, url });
  if (skillsIn(own) + framework.competences.length > MAX_SKILLS) {
    throw new BadgeError('skills_too_many', 'Too many skills in all frameworks.', {
      params: { limit: MAX_SKILLS },
    });
  }
  const imported: ImportedFramework = {
    id,
    profileId: actor.profileId,
    framework,
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
