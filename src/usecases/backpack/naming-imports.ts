import type { ImportedBadge } from '../../domain/backpack.ts';
import type { Party } from '../../domain/consent.ts';
import { BadgeError } from '../../domain/errors.ts';
import { namesSomeone } from '../../domain/names-someone.ts';
import type { Share } from '../../domain/share.ts';
import { consentStanding } from '../people/consent.ts';
import type { BackpackDeps } from './deps.ts';

type Deps = Pick<BackpackDeps, 'store' | 'now'>;
type Owner = Pick<Share, 'profileId' | 'learnerId'>;
type Shown = Owner & Pick<Share, 'kind'>;

/**
 * Of badges of elsewhere those into which their issuer may have written the learner's name. Such a
 * badge needs the consent that a copy with the name needs, and stands on no public page, which is
 * promised to name nobody.
 */
export interface Naming {
  readonly ids: ReadonlySet<string>;
  /** Who still has to agree to show a name; nobody is asked while none of them names anybody. */
  readonly missing: readonly Party[];
}

/** Which of these entries name their learner, and whether they may. */
export async function readNaming(
  deps: Deps,
  owner: Owner,
  entryIds: readonly string[],
): Promise<Naming> {
  const imports = await deps.store.imports.getMany(owner.learnerId, [...new Set(entryIds)]);
  return namingAmong(deps, owner, imports);
}

/** As `readNaming`, of what was read already. */
export async function namingAmong(
  { store, now }: Deps,
  { profileId, learnerId }: Owner,
  imports: readonly ImportedBadge[],
): Promise<Naming> {
  if (imports.length === 0) return { ids: new Set(), missing: [] };
  const learner = await store.learners.get(profileId, learnerId);
  const naming = imports.filter(({ text }) => namesSomeone(text, learner));
  const ids = new Set(naming.map(({ id }) => id));
  if (ids.size === 0) return { ids, missing: [] };
  if (!learner) return { ids, missing: ['learner'] };
  const { missing } = await consentStanding({ store, now }, learner, 'named-share');
  return { ids, missing };
}

/** Whether a share of this kind may show an entry now. */
export function mayShow({ ids, missing }: Naming, kind: Share['kind'], entryId: string): boolean {
  return !ids.has(entryId) || (kind === 'link' && missing.length === 0);
}

/** Of badges of elsewhere those that a share may show now. */
export async function mayShowImports(
  deps: Deps,
  share: Shown,
  imports: readonly ImportedBadge[],
): Promise<readonly ImportedBadge[]> {
  const naming = await namingAmong(deps, share, imports);
  return imports.filter(({ id }) => mayShow(naming, share.kind, id));
}

/** Whether a share would show a name in a badge of elsewhere: as any name, after the PIN alone. */
export async function wouldShowName(
  deps: Deps,
  share: Shown & Pick<Share, 'entryIds'>,
): Promise<boolean> {
  const naming = await readNaming(deps, share, share.entryIds);
  return [...naming.ids].some((id) => mayShow(naming, share.kind, id));
}

/**
 * Before a share is made.
 *
 * @throws {BadgeError} `import_names_you` when it could not show them all; `import_needs_guardian`
 *   when that is not for the learner alone to change
 */
export async function refuseNamingImports(
  deps: Deps,
  share: Shown & Pick<Share, 'entryIds'>,
): Promise<void> {
  const naming = await readNaming(deps, share, share.entryIds);
  const code = refusedFor(naming, share.kind, share.entryIds);
  if (code)
    throw new BadgeError(code, 'A name stands in it, and not everybody agreed to show one.');
}

/** Why a share of these entries cannot be; `undefined` when it can. */
export function refusedFor(
  naming: Naming,
  kind: Share['kind'],
  entryIds: readonly string[],
): 'import_names_you' | 'import_needs_guardian' | undefined {
  if (entryIds.every((id) => mayShow(naming, kind, id))) return undefined;
  const isForOthers = kind === 'link' && naming.missing.some((party) => party !== 'learner');
  return isForOthers ? 'import_needs_guardian' : 'import_names_you';
}
